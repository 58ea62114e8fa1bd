//! Letters that are corrected: one case number, one text an edition.

use super::letters::good_letter;

/// The letter with this number as this edition has it. Every third has a second item.
pub(crate) fn letter(number: u32, edition: u32) -> String {
    let visits = format!("Rest, ice and {} visits", edition + 2);
    let mut letter = good_letter(number).replace("Rest, ice and two visits", &visits);
    if number.is_multiple_of(3) {
        letter.push_str(
            "Cold therapy unit, rental for 7 days: Upheld\n\
             Claims Administrator guideline: The Claims Administrator did not cite any medical\n\
             evidence for its decision.\n\
             MAXIMUS guideline: Decision based on MTUS Low Back Complaints 2004, Section(s):\n\
             Initial Care.\n\
             Decision rationale: Packs from the freezer do as well. The request is not medically\n\
             necessary.\n",
        );
    }
    letter
}
