//! From our variables to the values that templates read.
//!
//! A page can list hundreds of articles, and each is a map of maps. Texts go into it straight from where
//! they are, and what is a value already is only counted.

use serde::Serialize;
use tera::Value;

/// The value of a variable.
pub fn value<T: Serialize + ?Sized>(variable: &T) -> Value {
    Value::from_serializable(variable)
}

/// Defines a struct whose fields are variables; the struct is one itself, a map of them in this order,
/// which must be that of the alphabet.
macro_rules! variables {
    ($(#[$meta:meta])* pub struct $name:ident $(<$life:lifetime>)? {
        $($(#[$of:meta])* pub $field:ident: $type:ty,)*
    }) => {
        $(#[$meta])*
        #[derive(serde::Serialize)]
        pub struct $name $(<$life>)? { $($(#[$of])* pub $field: $type,)* }

        impl $(<$life>)? $name $(<$life>)? {
            /// The fields by name.
            pub fn variables(&self) -> Vec<(&'static str, tera::Value)> {
                vec![$((stringify!($field), $crate::page::values::value(&self.$field)),)*]
            }
        }

        const _: () = assert!($crate::page::values::in_order(&[$(stringify!($field)),*]));
    };
}

pub(super) use variables;

/// Whether names are in the order of the alphabet, none of them twice.
pub const fn in_order(names: &[&str]) -> bool {
    let mut at = 1;
    while at < names.len() {
        if !is_before(names[at - 1].as_bytes(), names[at].as_bytes()) {
            return false;
        }
        at += 1;
    }
    true
}

const fn is_before(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at < other.len() && (at == one.len() || one[at] < other[at])
}

#[cfg(test)]
mod tests {
    use super::super::variables::ArticlePage;
    use super::*;

    #[test]
    fn names_in_order() {
        assert!(in_order(&["date", "date_text", "dateline"]));
        assert!(!in_order(&["a", "a"]) && !in_order(&["ab", "a"]) && !in_order(&["b", "a"]));
    }

    #[test]
    fn a_value_inside_is_shared() {
        let left = value(&["a text that is too long to be kept in the value itself"]);
        let page = value(&ArticlePage { next: None, previous: Some(left.clone()) });
        let inside = page.get_from_path("previous").and_then(Value::as_array).map(<[Value]>::as_ptr);
        assert_eq!(inside, left.as_array().map(<[Value]>::as_ptr));
        assert!(page.get_from_path("next").is_some_and(Value::is_none));
    }
}
