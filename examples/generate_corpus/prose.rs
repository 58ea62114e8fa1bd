//! Sentences from the phrase banks: templates with slots, filled for one case.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::rng::Rng;
use crate::tables::phrases;

/// Slots within slots end somewhere; a bank that refers to itself stops here.
const DEEPEST: usize = 8;
/// One filler sentence in this many has a typing error, as dictated letters do.
const TYPO: f64 = 0.03;

/// What the slots of a sentence refer to.
pub(crate) struct Scene<'a> {
    /// Draws among the texts of a slot.
    pub(crate) rng: &'a mut Rng,
    /// `the patient`, `the injured worker`.
    pub(crate) subject: &'static str,
    /// He or she.
    pub(crate) female: bool,
    /// The injured region.
    pub(crate) region: &'static str,
    /// The treatment that the sentence is about.
    pub(crate) treatment: &'a str,
    /// Reports date from the year before this day.
    pub(crate) today: Date,
    /// Between the parts of a date: `/` or `-`.
    pub(crate) separator: char,
    /// The templates of the sentences told so far.
    pub(crate) told: Vec<&'static str>,
}

impl Scene<'_> {
    /// A text of the slot, filled, appended to `out`.
    pub(crate) fn tell(&mut self, slot: &str, out: &mut String) {
        self.fill_slot(slot, out, 0);
    }

    /// A sentence of filler after a space, one not told before if there is one; now and then
    /// with a typing error.
    pub(crate) fn add_sentence(&mut self, slot: &str, out: &mut String) {
        if !out.is_empty() {
            out.push(' ');
        }
        let start = out.len();
        let template = self.draw_untold(slot);
        self.fill_to(template, out, 0);
        if self.rng.chance(TYPO) {
            swap_letters(self.rng, start, out);
        }
    }

    fn draw_untold(&mut self, slot: &str) -> &'static str {
        const ATTEMPTS: usize = 8;
        let texts = phrases(slot);
        assert!(!texts.is_empty(), "phrases.tsv has no text for `{slot}`");
        let mut template = *self.rng.zipf(texts);
        for _ in 0..ATTEMPTS {
            if !self.told.contains(&template) {
                break;
            }
            template = *self.rng.pick(texts);
        }
        self.told.push(template);
        template
    }

    /// The template filled, after a space.
    pub(crate) fn add_sentence_from(&mut self, template: &str, out: &mut String) {
        out.push(' ');
        self.fill_to(template, out, 0);
    }

    /// The template with its slots filled, appended to `out`.
    pub(crate) fn fill(&mut self, template: &str, out: &mut String) {
        self.fill_to(template, out, 0);
    }

    fn fill_to(&mut self, template: &str, out: &mut String, depth: usize) {
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((slot, tail)) = after.split_once('}') else { break };
            if let Some(slot) = slot.strip_prefix('^') {
                let start = out.len();
                self.fill_slot(slot, out, depth + 1);
                capitalize(start, out);
            } else {
                self.fill_slot(slot, out, depth + 1);
            }
            rest = tail;
        }
        out.push_str(rest);
    }

    fn fill_slot(&mut self, slot: &str, out: &mut String, depth: usize) {
        match slot {
            "he" => out.push_str(if self.female { "she" } else { "he" }),
            "his" => out.push_str(if self.female { "her" } else { "his" }),
            "him" => out.push_str(if self.female { "her" } else { "him" }),
            "subject" => out.push_str(self.subject),
            "region" => out.push_str(self.region),
            "treatment" => out.push_str(self.treatment),
            "date" => self.push_date(out),
            "month" => self.push_month(out),
            "year" => {
                let year = self.past_day().year();
                out.push_str(&year.to_string());
            }
            _ if slot.starts_with(|c: char| c.is_ascii_digit()) => self.push_number(slot, out),
            _ if depth < DEEPEST => {
                let texts = phrases(slot);
                assert!(!texts.is_empty(), "phrases.tsv has no text for `{slot}`");
                let text = *self.rng.zipf(texts);
                self.fill_to(text, out, depth + 1);
            }
            _ => {}
        }
    }

    fn past_day(&mut self) -> Date {
        self.today.saturating_sub(self.rng.between(3, 360).days())
    }

    fn push_date(&mut self, out: &mut String) {
        let day = self.past_day();
        out.push_str(&numeric_date(day, self.separator, true));
    }

    fn push_month(&mut self, out: &mut String) {
        let day = self.past_day();
        out.push_str(&format!("{:02}{}{}", day.month(), self.separator, day.year()));
    }

    /// `3-12`: a number from 3 to 12.
    fn push_number(&mut self, slot: &str, out: &mut String) {
        let (low, high) = slot.split_once('-').unwrap_or((slot, slot));
        let low = low.parse().unwrap_or(1);
        let number = self.rng.between(low, high.parse().unwrap_or(low));
        out.push_str(&number.to_string());
    }
}

/// `07/04/2014`, or unpadded `7/4/2014`.
pub(crate) fn numeric_date(day: Date, separator: char, padded: bool) -> String {
    let (month, date, year) = (day.month(), day.day(), day.year());
    if padded {
        format!("{month:02}{separator}{date:02}{separator}{year}")
    } else {
        format!("{month}{separator}{date}{separator}{year}")
    }
}

/// `October 13, 2016`
pub(crate) fn long_date(day: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    format!("{} {}, {}", MONTHS[day.month() as usize - 1], day.day(), day.year())
}

fn capitalize(start: usize, out: &mut String) {
    if let Some(first) = out[start..].chars().next() {
        let upper = first.to_ascii_uppercase().to_string();
        out.replace_range(start..start + first.len_utf8(), &upper);
    }
}

/// Swaps two neighbours inside a lower-case word of the sentence that begins at `start`.
fn swap_letters(rng: &mut Rng, start: usize, out: &mut String) {
    let word = |w: &&str| w.len() > 6 && w.bytes().all(|b| b.is_ascii_lowercase());
    let words: Vec<&str> = out[start..].split(' ').filter(word).collect();
    if words.is_empty() {
        return;
    }
    let chosen = *rng.pick(&words);
    let at = 1 + rng.between(0, chosen.len() as i64 - 4) as usize;
    let mut letters: Vec<char> = chosen.chars().collect();
    letters.swap(at, at + 1);
    let misspelt: String = letters.into_iter().collect();
    let place = start + out[start..].find(chosen).unwrap_or(0);
    let length = chosen.len();
    out.replace_range(place..place + length, &misspelt);
}
