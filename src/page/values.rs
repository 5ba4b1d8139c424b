//! From our variables to the values that templates read.
//!
//! A page can list hundreds of articles, and each is a map of maps. Made field by field and of the right
//! size from the start, they cost half of what a general serialiser takes.

use std::collections::BTreeMap;

use tera::Value;

use crate::article::front_matter::Table;

/// What can be a variable of a template.
pub trait Variable {
    fn into_value(self) -> Value;
}

/// Defines a struct whose fields are variables; the struct is one itself, a map of them in this order.
macro_rules! variables {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$of:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        pub struct $name { $($(#[$of])* pub $field: $type,)* }

        impl $name {
            /// The fields by name.
            pub fn into_variables(self) -> Vec<(&'static str, tera::Value)> {
                vec![$((stringify!($field), self.$field.into_value()),)*]
            }
        }

        impl $crate::page::values::Variable for $name {
            fn into_value(self) -> tera::Value {
                $crate::page::values::map([$((stringify!($field), self.$field.into_value()),)*])
            }
        }
    };
}

pub(super) use variables;

/// A map of these entries, by name.
pub fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    // Of all that a map can be made from, this is the least work.
    Value::from(BTreeMap::from(entries))
}

macro_rules! plain {
    ($($type:ty),*) => {
        $(impl Variable for $type {
            fn into_value(self) -> Value {
                Value::from(self)
            }
        })*
    };
}

plain!(String, &str, bool, u8, u32, i32, usize);

impl Variable for Value {
    fn into_value(self) -> Value {
        self
    }
}

impl<T: Variable> Variable for Option<T> {
    fn into_value(self) -> Value {
        self.map_or_else(Value::none, T::into_value)
    }
}

impl<T: Variable> Variable for Vec<T> {
    fn into_value(self) -> Value {
        Value::from(self.into_iter().map(T::into_value).collect::<Vec<Value>>())
    }
}

impl Variable for Table {
    fn into_value(self) -> Value {
        Value::from_serializable(&self)
    }
}
