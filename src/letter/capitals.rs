//! Where capitals stand in a text, many bytes at a time: every letter is searched for them.

/// The places of the capitals of `text`, ascending.
pub(super) fn capitals(text: &[u8]) -> impl Iterator<Item = usize> {
    text.chunks(64).enumerate().flat_map(|(chunk, bytes)| {
        let eights = bytes.chunks(8).map(capitals_of_eight);
        let mut marks = eights.rev().fold(0, |marks, eight| marks << 8 | eight);
        std::iter::from_fn(move || {
            let place = (marks != 0).then(|| marks.trailing_zeros() as usize)?;
            marks &= marks - 1;
            Some(chunk * 64 + place)
        })
    })
}

/// A bit for each of at most eight bytes, the first the lowest, set where it is a capital. The
/// bytes are looked at together, as one number: an addition lifts what is as great as `A` across
/// its byte's highest bit, and a multiplication gathers these bits.
fn capitals_of_eight(bytes: &[u8]) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    const FROM_A: u64 = (0x80 - b'A' as u64) * EACH;
    const BEHIND_Z: u64 = (0x80 - b'Z' as u64 - 1) * EACH;
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let eight = bytes.first_chunk().map_or_else(
        || bytes.iter().rev().fold(0, |eight, &byte| eight << 8 | u64::from(byte)),
        |&bytes| u64::from_le_bytes(bytes),
    );
    let low = eight & !HIGH;
    let marks = (low + FROM_A) & !(low + BEHIND_Z) & !eight & HIGH;
    (marks >> 7).wrapping_mul(GATHER) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_capital_is_found_wherever_it_stands() {
        let text = "@A[ Zz`aé É 0 ".repeat(23) + "MRI";
        let plain = text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase());
        let plain: Vec<_> = plain.map(|(place, _)| place).collect();
        assert_eq!(capitals(text.as_bytes()).collect::<Vec<_>>(), plain);
    }
}
