//! The interpreter of content streams: follows the text operators and shows each character to the
//! [layout](super::layout). Drawing, colours and images are passed over.

use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::Resources;

use super::cmap::decode_utf16;
use super::font::{Glyph, GlyphText};
use super::fonts::FontCache;
use super::layout::Lines;
use super::lexer::{Lexer, Operand};
use super::matrix::Matrix;
use super::state::{Budget, Frame, Marked, State};

/// Forms within forms beyond which they are not followed: real files have two or three.
const MAX_DEPTH: usize = 12;
/// Saved states beyond which `q` saves nothing more.
const MAX_STATES: usize = 512;

/// Operators that drawing a form costs beside its own: they may be few, decoding it is work.
const FORM_COST: u64 = 1000;

/// Runs one page's content, forms included.
pub(super) struct Interpreter<'d, 'p> {
    fonts: &'p mut FontCache,
    lines: &'p mut Lines,
    budget: &'p mut Budget,
    state: State,
    saved: Vec<State>,
    text_matrix: Matrix,
    line_matrix: Matrix,
    /// Forms being drawn: none is drawn within itself.
    open_forms: Vec<u32>,
    marked: Marked,
    resources: Resources<'d>,
}

impl<'d, 'p> Interpreter<'d, 'p> {
    pub(super) fn new(
        fonts: &'p mut FontCache,
        lines: &'p mut Lines,
        budget: &'p mut Budget,
        resources: Resources<'d>,
    ) -> Self {
        Self {
            fonts,
            lines,
            budget,
            state: State::new(),
            saved: Vec::new(),
            text_matrix: Matrix::IDENTITY,
            line_matrix: Matrix::IDENTITY,
            open_forms: Vec::new(),
            marked: Marked::default(),
            resources,
        }
    }

    /// Runs a content stream to its end, or until the budget is used up.
    pub(super) fn run(&mut self, content: &[u8]) {
        let mut lexer = Lexer::new(content);
        while let Some(operator) = lexer.next_operator() {
            if !self.budget.spend(1) {
                return;
            }
            if self.run_text_operator(operator, &lexer).is_none() {
                self.run_other_operator(operator, &mut lexer);
            }
        }
    }

    /// `None` if this is no operator of text, or its operands are not what they must be.
    fn run_text_operator(&mut self, operator: &[u8], lexer: &Lexer) -> Option<()> {
        match operator {
            b"Tj" | b"TJ" => self.show(lexer),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(lexer);
            }
            b"\"" => {
                if let [Operand::Number(word), Operand::Number(char), ..] = lexer.operands[..] {
                    (self.state.word_spacing, self.state.char_spacing) = (word, char);
                }
                self.next_line(0.0, -self.state.leading);
                self.show_strings(lexer);
            }
            b"Td" => {
                let [x, y] = lexer.numbers()?;
                self.next_line(x, y);
            }
            b"TD" => {
                let [x, y] = lexer.numbers()?;
                self.state.leading = -y;
                self.next_line(x, y);
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tm" => {
                self.line_matrix = Matrix(lexer.numbers()?);
                self.text_matrix = self.line_matrix;
            }
            b"BT" => {
                self.line_matrix = Matrix::IDENTITY;
                self.text_matrix = Matrix::IDENTITY;
            }
            b"Tf" => {
                [self.state.size] = lexer.numbers()?;
                self.state.font = Some(self.fonts.find(&self.resources.fonts, lexer.name()?));
            }
            b"Tc" => [self.state.char_spacing] = lexer.numbers()?,
            b"Tw" => [self.state.word_spacing] = lexer.numbers()?,
            b"TL" => [self.state.leading] = lexer.numbers()?,
            b"Ts" => [self.state.rise] = lexer.numbers()?,
            b"Tz" => {
                let [percent] = lexer.numbers()?;
                self.state.stretch = percent / 100.0;
            }
            _ => return None,
        }
        Some(())
    }

    fn run_other_operator(&mut self, operator: &[u8], lexer: &mut Lexer) {
        match operator {
            b"q" if self.saved.len() < MAX_STATES => self.saved.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(numbers) = lexer.numbers() {
                    self.state.ctm = Matrix(numbers).then(&self.state.ctm);
                }
            }
            b"Do" => {
                if let Some(name) = lexer.name() {
                    self.draw_form(name);
                }
            }
            b"gs" => {
                if let Some(name) = lexer.name() {
                    self.apply_graphics_state(name);
                }
            }
            b"BI" => lexer.skip_inline_image(),
            b"BMC" => self.marked.depth += 1,
            b"BDC" => self.begin_marked(lexer),
            b"EMC" => self.marked.end(),
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line_matrix = Matrix::shift(x, y).then(&self.line_matrix);
        self.text_matrix = self.line_matrix;
    }

    /// Shows every string among the operands; numbers between them move the next one.
    fn show(&mut self, lexer: &Lexer) {
        for operand in &lexer.operands {
            match *operand {
                Operand::Number(shift) => {
                    self.advance(-shift / 1000.0 * self.state.size * self.state.stretch);
                }
                Operand::Text(from, to) => self.show_string(lexer.text(from, to)),
                _ => {}
            }
        }
    }

    fn show_strings(&mut self, lexer: &Lexer) {
        for operand in &lexer.operands {
            if let Operand::Text(from, to) = *operand {
                self.show_string(lexer.text(from, to));
            }
        }
    }

    fn advance(&mut self, distance: f64) {
        self.text_matrix = Matrix::shift(distance, 0.0).then(&self.text_matrix);
    }

    fn show_string(&mut self, mut bytes: &[u8]) {
        let Some(font) = self.state.font.clone() else { return };
        let frame = Frame::new(&self.state, &self.text_matrix);
        let mut moved = 0.0;
        while !bytes.is_empty() {
            let (glyph, length) = font.next_glyph(bytes);
            bytes = &bytes[length.clamp(1, bytes.len())..];
            let advance = self.state.advance_of(&glyph);
            self.show_glyph(&frame, moved, advance, &glyph);
            moved += advance;
        }
        self.advance(moved);
    }

    fn show_glyph(&mut self, frame: &Frame, moved: f64, advance: f64, glyph: &Glyph) {
        let (x, advance) = (frame.x + moved * frame.scale, advance * frame.scale);
        if self.marked.replaced_at.is_some() {
            let text = self.marked.pending.take();
            self.add_text(frame, x, advance, text.as_deref().unwrap_or_default());
            return;
        }
        match glyph.text {
            GlyphText::One(c) => self.lines.add(&frame.run, x, advance, c),
            GlyphText::Many(text) => self.add_text(frame, x, advance, text),
        }
    }

    /// Several characters in the place of one glyph: each takes its share of the width.
    fn add_text(&mut self, frame: &Frame, x: f64, advance: f64, text: &str) {
        if text.is_empty() {
            self.lines.pass(&frame.run, x + advance);
            return;
        }
        let share = advance / text.chars().count() as f64;
        for (i, c) in text.chars().enumerate() {
            self.lines.add(&frame.run, x + share * i as f64, share, c);
        }
    }

    fn draw_form(&mut self, name: &[u8]) {
        let Some(form) = self.resources.x_objects.get::<Stream>(name) else { return };
        let (dict, id) = (form.dict(), form.obj_id().obj_number);
        if dict.get::<Name>("Subtype").as_deref() != Some(b"Form")
            || self.open_forms.len() >= MAX_DEPTH
            || self.open_forms.contains(&id)
        {
            return;
        }
        if !self.budget.spend(FORM_COST) {
            return;
        }
        let Ok(content) = form.decoded_data() else { return };
        let outer = (self.state.clone(), self.saved.len(), self.resources.clone());
        let (text_matrix, line_matrix) = (self.text_matrix, self.line_matrix);
        if let Some(matrix) = read_matrix(dict) {
            self.state.ctm = matrix.then(&self.state.ctm);
        }
        if let Some(resources) = dict.get::<Dict>("Resources") {
            self.resources = Resources::new(resources);
        }
        self.open_forms.push(id);
        self.run(&content);
        self.open_forms.pop();
        self.saved.truncate(outer.1);
        (self.state, self.resources) = (outer.0, outer.2);
        (self.text_matrix, self.line_matrix) = (text_matrix, line_matrix);
    }

    /// A graphics state may set the font.
    fn apply_graphics_state(&mut self, name: &[u8]) -> Option<()> {
        let state = self.resources.ext_g_states.get::<Dict>(name)?;
        let mut font = state.get::<Array>("Font")?.iter::<Object>();
        self.state.font = Some(self.fonts.read(&font.next()?.into_dict()?));
        self.state.size = f64::from(font.next()?.into_f32()?);
        Some(())
    }

    /// `/Span <</ActualText (...)>> BDC`, or the name of such a dictionary among the resources.
    fn begin_marked(&mut self, lexer: &Lexer) {
        let inline = lexer.text_after(b"ActualText").map(decode_text_string);
        let named = || {
            let properties = self.resources.properties.get::<Dict>(lexer.name()?)?;
            let text = properties.get::<hayro_syntax::object::String>("ActualText")?;
            Some(decode_text_string(text.as_bytes()))
        };
        let text = inline.or_else(named);
        self.marked.begin(text);
    }
}

fn read_matrix(form: &Dict) -> Option<Matrix> {
    let mut numbers = form.get::<Array>("Matrix")?.iter::<f32>();
    let mut matrix = [0.0; 6];
    for number in &mut matrix {
        *number = f64::from(numbers.next()?);
    }
    Some(Matrix(matrix))
}

/// A text string: UTF-16 or UTF-8 with a mark, else one byte a character.
fn decode_text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, utf16 @ ..] => decode_utf16(utf16),
        [0xef, 0xbb, 0xbf, utf8 @ ..] => String::from_utf8_lossy(utf8).into_owned(),
        bytes => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
