//! Which control record had seen which: the transitive closure of `after`, one bit a pair.

/// Ancestry of nodes that are numbered in topological order: parents have smaller numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Ancestry {
    words: usize,
    rows: Vec<u64>,
}

impl Ancestry {
    /// The closure of `parents[node]`; each parent is smaller than its node.
    pub(super) fn of(parents: &[Vec<usize>]) -> Self {
        let words = parents.len().div_ceil(64);
        let mut rows = vec![0_u64; words * parents.len()];
        for (node, parents) in parents.iter().enumerate() {
            let (before, rest) = rows.split_at_mut(node * words);
            let row = &mut rest[..words];
            for &parent in parents {
                let theirs = &before[parent * words..][..words];
                row.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine |= theirs);
                row[parent / 64] |= 1 << (parent % 64);
            }
        }
        Self { words, rows }
    }

    /// Whether `later` had seen `earlier`; no record has seen itself.
    pub(super) fn has_seen(&self, later: usize, earlier: usize) -> bool {
        self.row(later)[earlier / 64] & (1 << (earlier % 64)) != 0
    }

    /// How many of the marked nodes `node` had seen.
    pub(super) fn count(&self, node: usize, marked: &Marks) -> usize {
        self.row(node).iter().zip(&marked.0).map(|(row, mark)| (row & mark).count_ones() as usize).sum()
    }

    fn row(&self, node: usize) -> &[u64] {
        &self.rows[node * self.words..][..self.words]
    }
}

/// A set of nodes.
#[derive(Debug)]
pub(super) struct Marks(Vec<u64>);

impl Marks {
    /// The nodes below `len` that `is_marked` names.
    pub(super) fn of(len: usize, is_marked: impl Fn(usize) -> bool) -> Self {
        let mut words = vec![0_u64; len.div_ceil(64)];
        (0..len).filter(|&node| is_marked(node)).for_each(|node| words[node / 64] |= 1 << (node % 64));
        Self(words)
    }
}

/// Numbers the nodes so that parents come first. `parents` may name nodes in any order but no cycles; the result lists
/// old numbers.
pub(super) fn topological(parents: &[Vec<usize>]) -> Vec<usize> {
    let mut children = vec![Vec::new(); parents.len()];
    let mut waiting: Vec<usize> = parents.iter().map(Vec::len).collect();
    for (node, parents) in parents.iter().enumerate() {
        parents.iter().for_each(|&parent| children[parent].push(node));
    }
    let mut order: Vec<usize> = (0..parents.len()).filter(|&node| waiting[node] == 0).collect();
    let mut next = 0;
    while let Some(&node) = order.get(next) {
        next += 1;
        for &child in &children[node] {
            waiting[child] -= 1;
            if waiting[child] == 0 {
                order.push(child);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeing_is_transitive_and_not_reflexive() {
        let parents = vec![vec![], vec![0], vec![0], vec![1, 2], vec![]];
        let ancestry = Ancestry::of(&parents);
        assert!(ancestry.has_seen(3, 0));
        assert!(!ancestry.has_seen(1, 2) && !ancestry.has_seen(2, 1));
        assert!(!ancestry.has_seen(3, 3) && !ancestry.has_seen(4, 0));
        assert_eq!(ancestry.count(3, &Marks::of(5, |node| node > 0)), 2);
    }

    #[test]
    fn parents_come_first_whatever_their_numbers() {
        let order = topological(&[vec![2], vec![0], vec![]]);
        assert_eq!(order, [2, 0, 1]);
    }
}
