//! Positioned characters to lines of text.
//!
//! Letters are drawn in reading order by every producer worth its name, tables cell by cell, so
//! lines follow each other as they are drawn: that keeps the two lines of a table's cell together,
//! which sorting by position would tear apart. Only a page whose lines jump up again and again is
//! put in order by position. A line is what shares a baseline and moves on; a word ends at a space
//! or at a gap that is wide for the font size.

use super::MAX_TEXT;

/// A gap of this many font sizes between characters is a space, though none is drawn.
const WORD_GAP: f64 = 0.15;
/// Going back by more font sizes than this begins a new piece of text.
const BACK_STEP: f64 = 0.5;
/// Baselines that differ by less, in font sizes, are one line: superscripts stay in theirs.
const SAME_LINE: f64 = 0.5;
/// The same character drawn again within this many font sizes is bold print made of two strokes.
const DOUBLE_STRIKE: f64 = 0.1;

/// How a run of characters stands on the page, in a frame turned so that its line is level.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// The direction of the line: cosine and sine.
    pub(super) direction: (f64, f64),
    /// The baseline's height, upwards.
    pub(super) base: f64,
    /// The font size as it appears.
    pub(super) size: f64,
}

/// A stretch of text on one line, in the order it was drawn.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    run: Run,
    from: f64,
    to: f64,
}

/// Collects the characters of one page.
#[derive(Default)]
pub(super) struct Lines {
    text: String,
    pieces: Vec<Piece>,
    /// A space was drawn since the last character.
    space: bool,
    /// The last character, where it began and how far it moved on, for double strikes.
    last: Option<(char, f64, f64)>,
}

impl Lines {
    /// Adds a character that begins at `x` along its line and moves on by `advance`.
    pub(super) fn add(&mut self, run: &Run, x: f64, advance: f64, c: char) {
        if c.is_whitespace() || c == '\0' {
            self.add_space(run, x, advance);
            return;
        }
        if self.text.len() > MAX_TEXT || self.is_double_strike(run, x, c) {
            return;
        }
        if self.continued(run, x).is_none() {
            self.drop_double_strike();
        }
        match self.continued(run, x) {
            Some(piece) => {
                if self.space || x - piece.to > WORD_GAP * run.size {
                    self.text.push(' ');
                }
            }
            None => self.begin(run, x),
        }
        self.space = false;
        self.last = Some((c, x, advance));
        push_char(&mut self.text, c);
        if let Some(piece) = self.pieces.last_mut() {
            piece.to = x + advance;
            piece.end = self.text.len();
        }
    }

    /// Moves on to `end` without adding anything.
    pub(super) fn pass(&mut self, run: &Run, end: f64) {
        if let Some(piece) = self.pieces.last_mut()
            && continues(piece, run, end)
        {
            piece.to = piece.to.max(end);
        }
    }

    /// The page's text, each line ended by a line feed.
    pub(super) fn finish(mut self) -> String {
        self.drop_double_strike();
        if is_disordered(&self.pieces) {
            return sorted_text(&self.text, self.pieces);
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }

    /// Whether nothing was drawn.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    fn add_space(&mut self, run: &Run, x: f64, advance: f64) {
        if let Some(piece) = self.pieces.last_mut()
            && continues(piece, run, x)
        {
            self.space = true;
            piece.to = piece.to.max(x + advance);
        }
    }

    /// The piece that a character at `x` goes on with.
    fn continued(&self, run: &Run, x: f64) -> Option<&Piece> {
        self.pieces.last().filter(|piece| continues(piece, run, x))
    }

    fn begin(&mut self, run: &Run, x: f64) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.pieces.push(Piece { start, end: start, run: *run, from: x, to: x });
    }

    fn is_double_strike(&self, run: &Run, x: f64, c: char) -> bool {
        let near = DOUBLE_STRIKE * run.size;
        let Some(piece) = self.pieces.last() else { return false };
        self.last.is_some_and(|(last, at, width)| {
            last == c
                && (x - at).abs() < near
                && (piece.run.base - run.base).abs() < near
                && width > near
        })
    }

    /// Bold print made by drawing a whole piece twice: forgets the second.
    fn drop_double_strike(&mut self) {
        let [.., first, second] = self.pieces.as_slice() else { return };
        let near = DOUBLE_STRIKE * second.run.size;
        if (first.from - second.from).abs() < near
            && (first.run.base - second.run.base).abs() < near
            && self.text[first.start..first.end] == self.text[second.start..second.end]
        {
            self.text.truncate(first.end);
            self.pieces.pop();
        }
    }
}

/// Whether a character at `x` goes on where this piece ends.
fn continues(piece: &Piece, run: &Run, x: f64) -> bool {
    let size = piece.run.size.max(run.size);
    let (dx, dy) =
        (piece.run.direction.0 - run.direction.0, piece.run.direction.1 - run.direction.1);
    (piece.run.base - run.base).abs() < SAME_LINE * size
        && x - piece.to > -BACK_STEP * size
        && dx.abs() + dy.abs() < 0.1
}

/// Ligatures as their letters, soft hyphens as hyphens; what cannot be printed is marked.
fn push_char(text: &mut String, c: char) {
    match c {
        '\u{20}'..='\u{7e}' => text.push(c),
        '\u{ad}' => text.push('-'),
        '\u{fb00}' => text.push_str("ff"),
        '\u{fb01}' => text.push_str("fi"),
        '\u{fb02}' => text.push_str("fl"),
        '\u{fb03}' => text.push_str("ffi"),
        '\u{fb04}' => text.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => text.push_str("st"),
        '\u{f0a7}' | '\u{f0b7}' => text.push('•'),
        '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
        c if c.is_control() => text.push(char::REPLACEMENT_CHARACTER),
        c => text.push(c),
    }
}

/// Whether more than a quarter of the lines stand above the line drawn before them.
fn is_disordered(pieces: &[Piece]) -> bool {
    let jumps = pieces
        .windows(2)
        .filter(|pair| pair[1].run.base > pair[0].run.base + pair[1].run.size.max(1.0))
        .count();
    jumps > 4 && jumps * 4 > pieces.len()
}

/// The pieces from top to bottom, those of one line from left to right.
fn sorted_text(text: &str, mut pieces: Vec<Piece>) -> String {
    pieces.sort_by(|a, b| b.run.base.total_cmp(&a.run.base));
    let mut sorted = String::with_capacity(text.len() + 1);
    let mut rest = pieces.as_mut_slice();
    while let Some(first) = rest.first().copied() {
        let same = |piece: &Piece| first.run.base - piece.run.base < SAME_LINE * first.run.size;
        let count = rest.iter().take_while(|piece| same(piece)).count().max(1);
        let (line, below) = rest.split_at_mut(count);
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut end = f64::INFINITY;
        for piece in line.iter() {
            if piece.from > end + WORD_GAP * piece.run.size {
                sorted.push(' ');
            }
            sorted.push_str(&text[piece.start..piece.end]);
            end = piece.to;
        }
        sorted.push('\n');
        rest = below;
    }
    sorted
}
