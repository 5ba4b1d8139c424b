//! A table in HTML: as a table of Markdown when it is a simple one with a header, else a line a row.

/// The cells of a table as lines of Markdown.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Row>,
    /// A cell is open.
    pub in_cell: bool,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<String>,
    /// Cells of a header among them.
    headers: usize,
}

impl Table {
    pub fn open_row(&mut self) {
        self.rows.push(Row::default());
    }

    pub fn open_cell(&mut self, header: bool) {
        if self.rows.is_empty() {
            self.open_row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.headers += usize::from(header);
        }
        self.in_cell = true;
    }

    pub fn close_cell(&mut self, text: String) {
        self.in_cell = false;
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(text);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes the rows out, as a block.
    pub fn take(&mut self) -> String {
        let mut rows = std::mem::take(&mut self.rows);
        rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        let width = rows.first().map_or(0, |row| row.cells.len());
        let is_simple = rows.len() > 1
            && width > 1
            && rows.iter().all(|row| row.cells.len() == width)
            && rows[0].headers == width;
        if is_simple { grid(&rows, width) } else { lines(&rows) }
    }
}

fn grid(rows: &[Row], width: usize) -> String {
    let mut lines = Vec::with_capacity(rows.len() + 1);
    for row in rows {
        let cells: Vec<String> = row.cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        lines.push(format!("| {} |", cells.join(" | ")));
    }
    lines.insert(1, format!("|{}", " --- |".repeat(width)));
    lines.join("\n")
}

fn lines(rows: &[Row]) -> String {
    let lines = rows.iter().map(|row| {
        let cells: Vec<&str> = row.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        cells.join(" | ")
    });
    lines.collect::<Vec<_>>().join("\\\n")
}
