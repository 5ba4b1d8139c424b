//! How an archive wants its texts read: the `[import]` table of its settings, and what is known already.

use crate::article::printed_date::DateOrder;

/// What an archive adds to the rules. Lines are compared in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Manner {
    /// Lines that are no part of any article, wherever they stand.
    pub noise: Vec<String>,
    /// Words of menus and buttons.
    pub navigation: Vec<String>,
    /// Which number comes first in `05/06/2022`.
    pub date_order: DateOrder,
    /// Keep only the longest run of running text.
    pub aggressive: bool,
}

/// What is known of an article from elsewhere, as from the columns of a table.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub title: Option<String>,
    /// As a [`PartialDate`](crate::article::PartialDate) writes it.
    pub date: Option<String>,
}
