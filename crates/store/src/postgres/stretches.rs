//! Stretches of time, by which the index of words is asked for what it finds by age ([`crate::postgres::by_age`]). Every document has marks
//! of those that it is in, one of each length.

use crate::spine::marks;

/// Lengths of stretches: the letter of their marks, and how many bits of a position say where in one it is. 37 hours, 25 days and
/// 13 months; a position has milliseconds from its 21st bit on.
const LENGTHS: [(char, u32); 3] = [('x', 47), ('y', 51), ('z', 55)];
/// Of so many stretches of one length, or more, nobody minds a longer one at either end.
const MANY: i64 = 256;

/// The marks of the stretches that a position is in.
pub(super) fn of(position: i64) -> impl Iterator<Item = String> {
    LENGTHS.into_iter().map(move |(letter, bits)| marks::stretch(letter, position >> bits))
}

/// Some stretches that follow one another.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) marks: Vec<String>,
    pub(super) length: i64,
    /// The outermost position that is in it.
    pub(super) end: i64,
}

impl Stretch {
    /// What comes after a position, at least so long.
    pub(super) fn next(edge: i64, length: i64, descending: bool) -> Self {
        let finest = LENGTHS.iter().position(|(_, bits)| length >> bits < MANY).unwrap_or(LENGTHS.len() - 1);
        let bits = LENGTHS[finest].1;
        let further = (length >> bits) + 1;
        let least = i64::MIN >> bits;
        let (from, to) = if descending {
            let to = edge.saturating_sub(1) >> bits;
            (to.saturating_sub(further).max(least), to)
        } else {
            let from = edge.saturating_add(1) >> bits;
            (from, from.saturating_add(further).min(!least))
        };
        let end = if descending { from << bits } else { (to << bits) | ((1 << bits) - 1) };
        Self { marks: covering(finest, from, to), length: distance(edge, end), end }
    }
}

/// The marks of the longest stretches that make up all of this length from one number to another.
fn covering(finest: usize, from: i64, to: i64) -> Vec<String> {
    let (mut marks, mut next) = (vec![], from);
    while next <= to {
        let longer = LENGTHS[finest..].iter().rev().map(|(letter, bits)| (letter, bits - LENGTHS[finest].1));
        let fits = |bits: u32| (next >> bits) << bits == next && next + (1 << bits) - 1 <= to;
        let (letter, bits) = longer.into_iter().find(|(_, bits)| fits(*bits)).unwrap_or((&LENGTHS[finest].0, 0));
        marks.push(marks::stretch(*letter, next >> bits));
        next += 1 << bits;
    }
    marks
}

/// From one position to another.
pub(super) fn distance(one: i64, other: i64) -> i64 {
    i64::try_from(one.abs_diff(other)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{LENGTHS, Stretch, of};

    /// All that is between the edge and the end has a mark of the stretch, and nothing beyond the end has.
    #[test]
    fn a_stretch_has_what_comes_after_the_edge() {
        for (edge, length) in
            [(0, 1 << 40), (7 << 53, 0), ((7 << 53) + 1, 3 << 47), (-5 << 50, 9 << 54), (1 << 60, i64::MAX)]
        {
            for descending in [true, false] {
                let stretch = Stretch::next(edge, length, descending);
                let step = if descending { -1 } else { 1 };
                let has = |position: i64| of(position).any(|mark| stretch.marks.contains(&mark));
                let between = edge.midpoint(stretch.end);
                assert!([edge + step, between, stretch.end].into_iter().all(has), "{edge} {length} {stretch:?}");
                assert!(stretch.end.checked_add(step).is_none_or(|beyond| !has(beyond)), "{edge} {length} {stretch:?}");
                assert!(stretch.length >= length || length == i64::MAX);
            }
        }
    }

    #[test]
    fn stretches_are_few() {
        for length in (40..60).map(|bits| 1_i64 << bits) {
            let stretch = Stretch::next((1 << 60) + 12_345, length, true);
            assert!((1..=48).contains(&stretch.marks.len()), "{length}: {stretch:?}");
            assert!(stretch.length <= length + length / 7 + (2 << LENGTHS[0].1), "{length}: {stretch:?}");
        }
    }
}
