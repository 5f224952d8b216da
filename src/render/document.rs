//! What a reader is told: headings, paragraphs and tables, before any format.

/// How a word stands out, never by colour alone: the word itself says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// As all others.
    #[default]
    Plain,
    /// An error, or something lost.
    Bad,
    /// A warning.
    Careful,
    /// Something mended or passed.
    Good,
    /// Less important.
    Quiet,
}

/// To which side of a column its cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Numbers.
    Right,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// To which side its cells stand.
    pub align: Align,
}

impl Column {
    /// A column of words.
    pub fn words(name: impl Into<String>) -> Self {
        Column { name: name.into(), align: Align::Left }
    }

    /// A column of numbers.
    pub fn numbers(name: impl Into<String>) -> Self {
        Column { name: name.into(), align: Align::Right }
    }
}

/// A table. Each row has a cell for each column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// For each row, how it stands out; rows beyond the list are plain.
    pub tones: Vec<Tone>,
}

impl Table {
    /// An empty table with these columns.
    pub fn new(columns: Vec<Column>) -> Self {
        Table { columns, ..Table::default() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.toned(Tone::Plain, cells);
    }

    /// Adds a row that stands out.
    pub fn toned(&mut self, tone: Tone, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.columns.len());
        self.tones.push(tone);
        self.rows.push(cells);
    }
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading above what follows.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// What the reader should take away.
    Lead(String),
    /// A table; without headings where all of them are empty.
    Table(Table),
    /// The next useful command: what it answers, and the command itself.
    Next(String, String),
}

/// A title and what follows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The title.
    pub title: String,
    /// The parts.
    pub blocks: Vec<Block>,
}

impl Document {
    /// A document with a title.
    pub fn new(title: impl Into<String>) -> Self {
        Document { title: title.into(), blocks: Vec::new() }
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    /// Adds what the reader should take away.
    pub fn lead(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Lead(text.into()));
    }

    /// Adds a table, unless it has no rows.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// Adds the next useful command.
    pub fn next(&mut self, answers: impl Into<String>, command: impl Into<String>) {
        self.blocks.push(Block::Next(answers.into(), command.into()));
    }
}
