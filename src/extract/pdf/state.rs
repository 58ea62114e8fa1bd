//! What the interpreter carries along: the graphics state as far as text goes, marked content, and
//! how much may still be done.

use std::rc::Rc;

use super::font::{Font, Glyph};
use super::layout::Run;
use super::matrix::Matrix;

/// Operators that may still run, over all pages: what bounds forms that draw each other.
pub(super) struct Budget(u64);

impl Budget {
    pub(super) fn new(operators: u64) -> Self {
        Self(operators)
    }

    /// Whether nothing more may run.
    pub(super) fn is_spent(&self) -> bool {
        self.0 == 0
    }

    /// Takes so many operators; `false` where they are not left.
    pub(super) fn spend(&mut self, operators: u64) -> bool {
        self.0 = self.0.saturating_sub(operators);
        self.0 > 0
    }
}

/// What `q` saves and `Q` restores, as far as text goes.
#[derive(Clone)]
pub(super) struct State {
    pub(super) ctm: Matrix,
    pub(super) font: Option<Rc<Font>>,
    pub(super) size: f64,
    pub(super) char_spacing: f64,
    pub(super) word_spacing: f64,
    /// Horizontal scaling, 1.0 being none.
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            ctm: Matrix::IDENTITY,
            font: None,
            size: 0.0,
            char_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }

    /// How far a glyph moves on, in text space.
    pub(super) fn advance_of(&self, glyph: &Glyph) -> f64 {
        let word = if glyph.is_space_code { self.word_spacing } else { 0.0 };
        let width = f64::from(glyph.width) / 1000.0 * self.size;
        (width + self.char_spacing + word) * self.stretch
    }
}

/// Marked content whose `/ActualText` stands for what is drawn in it.
#[derive(Default)]
pub(super) struct Marked {
    pub(super) depth: usize,
    /// The depth at which a replacement began.
    pub(super) replaced_at: Option<usize>,
    /// Its text, until the first character within gives it a place.
    pub(super) pending: Option<String>,
}

impl Marked {
    pub(super) fn begin(&mut self, text: Option<String>) {
        self.depth += 1;
        if self.replaced_at.is_none() && text.is_some() {
            self.replaced_at = Some(self.depth);
            self.pending = text;
        }
    }

    pub(super) fn end(&mut self) {
        if self.replaced_at == Some(self.depth) {
            *self = Self { depth: self.depth, ..Self::default() };
        }
        self.depth = self.depth.saturating_sub(1);
    }
}

/// Where a string begins, seen along its own line.
pub(super) struct Frame {
    pub(super) run: Run,
    pub(super) x: f64,
    /// Text space to the page, along the line.
    pub(super) scale: f64,
}

impl Frame {
    pub(super) fn new(state: &State, text_matrix: &Matrix) -> Self {
        let Matrix([a, b, c, d, e, f]) =
            Matrix::shift(0.0, state.rise).then(text_matrix).then(&state.ctm);
        let scale = a.hypot(b);
        let (scale, direction) = match scale.is_normal() {
            true => (scale, (a / scale, b / scale)),
            false => (1.0, (1.0, 0.0)),
        };
        let size = (state.size * c.hypot(d)).abs();
        let run = Run {
            direction,
            base: finite(f * direction.0 - e * direction.1),
            size: if size.is_normal() { size } else { 1.0 },
        };
        Self { run, x: finite(e * direction.0 + f * direction.1), scale }
    }
}

fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}
