//! The names under which exports, datasets and programming interfaces have the parts of an article.

use super::Rank;

/// A part of an article that a column can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Title,
    Subtitle,
    Kicker,
    Text,
    Date,
    Updated,
    Url,
    Authors,
    Byline,
    Agency,
    Section,
    Tags,
    Description,
    Publication,
    Language,
    Id,
    Slug,
    Image,
    Caption,
    Series,
    Rights,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 21] = [
        Self::Title,
        Self::Subtitle,
        Self::Kicker,
        Self::Text,
        Self::Date,
        Self::Updated,
        Self::Url,
        Self::Authors,
        Self::Byline,
        Self::Agency,
        Self::Section,
        Self::Tags,
        Self::Description,
        Self::Publication,
        Self::Language,
        Self::Id,
        Self::Slug,
        Self::Image,
        Self::Caption,
        Self::Series,
        Self::Rights,
    ];

    /// The field's name on the command line and in messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Kicker => "kicker",
            Self::Text => "text",
            Self::Date => "date",
            Self::Updated => "updated",
            Self::Url => "url",
            Self::Authors => "authors",
            Self::Byline => "byline",
            Self::Agency => "agency",
            Self::Section => "section",
            Self::Tags => "tags",
            Self::Description => "description",
            Self::Publication => "publication",
            Self::Language => "language",
            Self::Id => "id",
            Self::Slug => "slug",
            Self::Image => "image",
            Self::Caption => "caption",
            Self::Series => "series",
            Self::Rights => "rights",
        }
    }

    /// Names for the field as `fold` gives them, the best first.
    const fn names(self) -> &'static str {
        match self {
            Self::Title => {
                "title headline titlepage webtitle headlinemain headline.main title.rendered headlines titlerss \
                 articletitle newstitle documenttitle heading titel überschrift titre titulo título titolo \
                 tytuł headline.default"
            }
            Self::Subtitle => {
                "subtitle standfirst subheadline subhead subheading deck dek untertitel soustitre subtitulo \
                 subtítulo sottotitolo undertitel"
            }
            Self::Kicker => {
                "kicker overline eyebrow headline.kicker strapline dachzeile spitzmarke surtitre antetitulo"
            }
            Self::Text => {
                "text content article maintext plaintext bodytext body articletext fulltext story articlebody \
                 articlecontent content.rendered contenttext cleantext bodies bodyhtml bodyxhtml contenthtml \
                 html fullstory storytext inhalt artikeltext volltext texte contenu contenido texto cuerpo \
                 testo contenuto tekst treść brödtext"
            }
            Self::Date => {
                "date published pubdate publishdate datepublish publisheddate webpublicationdate \
                 publicationdate publishedat datepublished publishedon publishtime publishedtime \
                 publicationtime firstpublicationdate firstpublished dateposted posteddate postdate posted \
                 articledate newsdate issued dategmt firstcreated versioncreated contentcreated createdat \
                 created creationdate datetime timestamp datum datedepublication fecha fechapublicacion \
                 data dataora dato"
            }
            Self::Updated => {
                "updated modified datemodified lastupdated updatedat lastmodified modifiedat modifieddate \
                 datemodify updatedate modifiedgmt updatedon webpublicationupdated contentmodified"
            }
            Self::Url => {
                "url link weburl canonicallink permalink sourceurl canonicalurl canonical articleurl \
                 articlelink originalurl href storyurl pageurl"
            }
            Self::Authors => {
                "authors author creator writer autor creators writers articleauthor authorname authornames \
                 authors.name author.name autoren auteur auteurs autore autores reporter reporters journalist"
            }
            Self::Byline => "byline byline.original by bylinetext authorline",
            Self::Agency => "agency newsagency wireservice wire agentur agence agencia",
            Self::Section => {
                "section category sectionname newsdesk desk rubrik pillarname sectionid categoryname \
                 channel ressort rubrique seccion sección sezione categoria categories sections department \
                 sectionlevel1"
            }
            Self::Tags => {
                "tags keywords topics subjects tag keyword topic subject tagnames labels schlagwörter \
                 schlagworte stichworte motsclés etiquetas"
            }
            Self::Description => {
                "description summary excerpt abstract lead lede snippet trailtext leadparagraph \
                 excerpt.rendered descriptions descriptiontext metadescription teaser teasertext \
                 shortdescription vorspann zusammenfassung chapeau résumé resumen sommario"
            }
            Self::Publication => {
                "publication source domain sitename publisher newspaper outlet sourcedomain source.name \
                 publicationname publishername sourcename newspapername newsoutlet zeitung quelle \
                 journal periodico"
            }
            Self::Language => "language lang langcode locale inlanguage sprache langue idioma lingua",
            Self::Id => "id uuid guid articleid uri documentid docid newsid storyid guid.rendered",
            Self::Slug => "slug urlslug postname",
            Self::Image => {
                "image imageurl topimage thumbnail urltoimage leadimage mainimage featuredimage heroimage \
                 imglink picture photo bild"
            }
            Self::Caption => "caption imagecaption photocaption imagealt bildunterschrift legende",
            Self::Series => "series seriestitle seriesname serie",
            Self::Rights => {
                "rights copyright copyrightnotice license licence usageterms rechte copyrightholder"
            }
        }
    }
}

/// Parts of an article that are inside objects of no meaning: `fields.body` is `body`.
const AROUND: [&str; 13] = [
    "source.",
    "fields.",
    "article.",
    "attributes.",
    "node.",
    "post.",
    "document.",
    "doc.",
    "data.",
    "meta.",
    "metadata.",
    "item.",
    "record.",
];

/// A name in the form in which names are compared: small letters, without spaces, `_` and `-`.
pub fn fold(name: &str) -> String {
    let kept = name.chars().filter(|c| !matches!(c, '_' | '-' | '\u{feff}') && !c.is_whitespace());
    kept.flat_map(char::to_lowercase).collect()
}

/// The field that a folded name stands for, and how well. Costs a walk over all names.
pub fn rank(folded: &str) -> Option<(Field, Rank)> {
    if let Some(found) = whole(folded) {
        return Some(found);
    }
    let inner = AROUND.iter().find_map(|around| folded.strip_prefix(around))?;
    rank(inner)
}

fn whole(folded: &str) -> Option<(Field, Rank)> {
    Field::ALL.into_iter().find_map(|field| {
        let at = field.names().split_ascii_whitespace().position(|name| name == folded)?;
        Some((field, at as Rank))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_use() {
        for (name, field) in [
            ("Title", Some(Field::Title)),
            ("headline_main", Some(Field::Title)),
            ("headline.main", Some(Field::Title)),
            ("fields.headline", Some(Field::Title)),
            ("_source.title", Some(Field::Title)),
            ("title_page", Some(Field::Title)),
            ("fields.bodyText", Some(Field::Text)),
            ("content.rendered", Some(Field::Text)),
            ("body_xhtml", Some(Field::Text)),
            ("webPublicationDate", Some(Field::Date)),
            ("Published At", Some(Field::Date)),
            ("date_modify", Some(Field::Updated)),
            ("canonical-link", Some(Field::Url)),
            ("byline.original", Some(Field::Byline)),
            ("fields.byline", Some(Field::Byline)),
            ("author", Some(Field::Authors)),
            ("news_desk", Some(Field::Section)),
            ("fields.trailText", Some(Field::Description)),
            ("standfirst", Some(Field::Subtitle)),
            ("source_domain", Some(Field::Publication)),
            ("source.name", Some(Field::Publication)),
            ("_source.attributes.guid", Some(Field::Id)),
            ("sentiment", None),
            ("media.0.url", None),
            ("", None),
        ] {
            assert_eq!(rank(&fold(name)).map(|(field, _)| field), field, "{name}");
        }
    }

    #[test]
    fn every_name_stands_for_one_field() {
        let mut seen = std::collections::BTreeSet::new();
        for field in Field::ALL {
            assert_eq!(whole(field.as_str()), Some((field, 0)));
            for name in field.names().split_ascii_whitespace() {
                assert!(seen.insert(name), "{name}");
            }
        }
    }
}
