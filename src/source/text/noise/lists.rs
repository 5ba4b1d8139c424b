//! The lines and words that `noise` looks for, in the languages of the papers that are read most.

use crate::source::text::lexicon::Lexicon;

/// Marks of advertisements, lower case. `Advertisment` is how they are written.
#[rustfmt::skip]
pub(super) static ADVERTISEMENTS: Lexicon = Lexicon::new(&[
    "ad", "ad feedback", "ads", "advert", "advertentie", "advertisement",
    "advertisement - story continues below", "advertisement continues below", "advertisements",
    "advertising", "advertisment", "annonce", "annons", "annonse", "anzeige",
    "article continues after ad", "article continues after advertisement", "article continues below",
    "article continues below advertisement", "artikel lanjut di bawah iklan",
    "continua a leggere dopo la pubblicità", "continua após a publicidade",
    "continua depois da publicidade", "continua después de la publicidad",
    "continua dopo la pubblicità", "continue reading below", "continúa después de la publicidad",
    "dalsza część artykułu pod reklamą", "iklan", "la suite après cette publicité",
    "la suite après la publicité", "lees verder na de advertentie", "mainos", "paid advertisement",
    "paid content", "promoted content", "pubblicità", "publicidad", "publicidade", "publicité",
    "reclame", "reklam", "reklama", "reklame", "scroll to continue", "scroll to continue with content",
    "scroll untuk lanjut membaca", "sigue leyendo después de la publicidad", "sponsored",
    "sponsored by", "sponsored content", "story continues after advertisement", "story continues below",
    "story continues below advertisement", "werbung", "реклама",
]);

/// Words of menus and buttons, lower case, and sorted by bytes, because phrases
/// are searched by halves. A line of nothing but these is navigation.
#[rustfmt::skip]
pub(super) const NAVIGATION: &[&str] = &[
    "abbonati", "abonneren", "abonnieren", "about", "about us", "accedi", "accueil", "advertise",
    "anmelden", "archive", "archives", "assinar", "assine", "back to top", "bagikan", "beranda",
    "bluesky", "bookmark", "breadcrumb", "buscar", "cadastre-se", "careers", "cari", "cerca", "cetak",
    "click to share", "close", "close menu", "comment", "comments", "compartilhar", "compartir",
    "condividi", "contact", "contact us", "copy", "copy article link", "copy link", "daftar", "delen",
    "donate", "donate now", "drucken", "drukuj", "e-edition", "e-mail", "e-paper", "einloggen", "email",
    "email this article", "english", "enlarge image", "entrar", "envoyer", "epaper", "español",
    "expand", "facebook", "faq", "flipboard", "follow", "follow us", "follow us on", "font size",
    "français", "games", "get app", "get our newsletter", "get the app", "gift article", "give", "hide",
    "home", "homepage", "imprimer", "imprimir", "iniciar sesión", "inicio", "inloggen", "instagram",
    "início", "jobs", "langganan", "left menu", "link copied", "linkedin", "listen",
    "listen to article", "live", "live tv", "log in", "log out", "login", "logout", "main menu",
    "main navigation", "mastodon", "masuk", "menu", "menü", "merken", "messenger", "mobile app", "more",
    "my account", "navigation", "newsletter", "newsletters", "next", "next article", "no comments",
    "open menu", "open navigation", "partager", "partilhar", "permalink", "pinterest", "play",
    "podcasts", "post", "prev", "previous", "previous article", "print", "print this article",
    "printer friendly", "profile", "read later", "rechercher", "reddit", "register", "registrati",
    "registreren", "registrieren", "right menu", "rss", "s'abonner", "s'inscrire", "save",
    "save article", "se connecter", "search", "search for", "sections", "send", "share",
    "share on facebook", "share on twitter", "share on whatsapp", "share this", "share this article",
    "share this story", "show menu", "sign in", "sign out", "sign up", "sign up for our newsletter",
    "skip to content", "skip to main", "skip to main content", "skip to navigation", "sms", "stampa",
    "startseite", "strona główna", "subscribe", "subscribe now", "subscriptions", "suche",
    "suscribirse", "suscríbete", "szukaj", "teilen", "telegram", "text size", "threads", "toggle menu",
    "toggle navigation", "top menu", "tweet", "tweet this", "twitter", "udostępnij", "vorlesen",
    "watch live", "weather", "whatsapp", "x", "youtube", "zaloguj się", "zarejestruj się", "zoeken",
    "zum inhalt springen", "zur navigation springen", "zur startseite",
];

/// Sections as menus name them, lower case.
#[rustfmt::skip]
pub(super) static SECTIONS: Lexicon = Lexicon::new(&[
    "news", "local", "sport", "sports", "opinion", "business", "world", "politics", "obituaries",
    "features", "culture", "arts", "entertainment", "lifestyle", "life", "classifieds", "video",
    "photos", "health", "technology", "tech", "science", "travel", "national", "and",
]);
