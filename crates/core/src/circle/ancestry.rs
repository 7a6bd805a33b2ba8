//! Which control record had seen which: the transitive closure of `after`, one bit a pair of chosen records.
//!
//! Records that do not count have no column: nobody asks whether they were seen. Those that lie between chosen ones, the
//! *bridges*, pass on what they had seen, so that a record keeps its ancestors even if one that it names falls out.

use std::collections::HashMap;

use crate::limits;

/// Ancestry of nodes that are numbered in topological order: parents have smaller numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Ancestry {
    words: usize,
    /// Column and row of each node; none for those that were not chosen.
    columns: Vec<Option<usize>>,
    /// The node of each column.
    nodes: Vec<usize>,
    rows: Vec<u64>,
}

impl Ancestry {
    /// The closure of `parents[node]`; each parent is smaller than its node. `chosen` lists nodes, those first whose
    /// ancestors matter most should there be too many bridges.
    pub(super) fn of(parents: &[Vec<usize>], chosen: &[usize]) -> Self {
        let mut nodes = chosen.to_vec();
        nodes.sort_unstable();
        let mut columns = vec![None; parents.len()];
        nodes.iter().enumerate().for_each(|(column, &node)| columns[node] = Some(column));
        let words = nodes.len().div_ceil(64);
        let mut ancestry = Self { words, columns, rows: vec![0; words * nodes.len()], nodes };
        let uses = ancestry.bridges(parents, chosen);
        ancestry.fill(parents, uses);
        ancestry
    }

    /// How many chosen nodes and bridges name each bridge as a parent.
    fn bridges(&self, parents: &[Vec<usize>], chosen: &[usize]) -> HashMap<usize, usize> {
        let mut uses: HashMap<usize, usize> = HashMap::new();
        let mut waiting = Vec::new();
        for &node in chosen {
            waiting.push(node);
            while let Some(node) = waiting.pop() {
                for &parent in parents[node].iter().filter(|&&parent| self.columns[parent].is_none()) {
                    if let Some(known) = uses.get_mut(&parent) {
                        *known += 1;
                    } else if uses.len() < limits::CONTROL_BRIDGES {
                        uses.insert(parent, 1);
                        waiting.push(parent);
                    }
                }
            }
        }
        uses
    }

    fn fill(&mut self, parents: &[Vec<usize>], mut uses: HashMap<usize, usize>) {
        let mut bridges: HashMap<usize, Vec<u64>> = HashMap::new();
        for (node, parents) in parents.iter().enumerate() {
            if self.columns[node].is_none() && !uses.contains_key(&node) {
                continue;
            }
            let mut row = vec![0; self.words];
            for parent in parents {
                let theirs = bridges.get(parent).map_or_else(|| self.row(*parent), Vec::as_slice);
                row.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine |= theirs);
                if let Some(column) = self.columns[*parent] {
                    row[column / 64] |= 1 << (column % 64);
                } else if let Some(left) = uses.get_mut(parent) {
                    *left = left.saturating_sub(1);
                    if *left == 0 {
                        bridges.remove(parent);
                    }
                }
            }
            match self.columns[node] {
                Some(column) => self.rows[column * self.words..][..self.words].copy_from_slice(&row),
                None => drop(bridges.insert(node, row)),
            }
        }
    }

    /// Whether `later` had seen `earlier`; no record has seen itself, and none sees or is seen that was not chosen.
    pub(super) fn has_seen(&self, later: usize, earlier: usize) -> bool {
        let Some(column) = self.columns[earlier] else { return false };
        self.row(later).get(column / 64).is_some_and(|word| word & (1 << (column % 64)) != 0)
    }

    /// The chosen nodes, in ascending order.
    pub(super) fn chosen(&self) -> &[usize] {
        &self.nodes
    }

    /// How many of the marked nodes `node` had seen.
    pub(super) fn count(&self, node: usize, marked: &Marks) -> usize {
        self.row(node).iter().zip(&marked.0).map(|(row, mark)| (row & mark).count_ones() as usize).sum()
    }

    /// The chosen nodes that `is_marked` names.
    pub(super) fn marks(&self, is_marked: impl Fn(usize) -> bool) -> Marks {
        let mut marks = self.no_marks();
        self.nodes.iter().filter(|&&node| is_marked(node)).for_each(|&node| self.mark(&mut marks, node));
        marks
    }

    /// An empty set of nodes.
    pub(super) fn no_marks(&self) -> Marks {
        Marks(vec![0; self.words])
    }

    /// Marks a node; one that was not chosen is passed over.
    pub(super) fn mark(&self, marks: &mut Marks, node: usize) {
        if let Some(column) = self.columns[node] {
            marks.0[column / 64] |= 1 << (column % 64);
        }
    }

    /// Marks all that `node` had seen.
    pub(super) fn mark_seen(&self, marks: &mut Marks, node: usize) {
        marks.0.iter_mut().zip(self.row(node)).for_each(|(mark, row)| *mark |= row);
    }

    /// Keeps the marks of nodes that `node` had seen.
    pub(super) fn keep_seen(&self, marks: &mut Marks, node: usize) {
        marks.0.iter_mut().zip(self.row(node)).for_each(|(mark, row)| *mark &= row);
    }

    /// The marked nodes, in ascending order.
    pub(super) fn marked<'a>(&'a self, marks: &'a Marks) -> impl Iterator<Item = usize> + 'a {
        marks.0.iter().enumerate().flat_map(move |(word, &bits)| {
            let mut bits = bits;
            std::iter::from_fn(move || {
                let bit = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
                bits &= bits - 1;
                self.nodes.get(word * 64 + bit).copied()
            })
        })
    }

    fn row(&self, node: usize) -> &[u64] {
        self.columns[node].map_or(&[], |column| &self.rows[column * self.words..][..self.words])
    }
}

/// A set of chosen nodes.
#[derive(Debug, Clone)]
pub(super) struct Marks(Vec<u64>);

impl Marks {
    /// What both mark.
    pub(super) fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(left, right)| left & right).collect())
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
        let ancestry = Ancestry::of(&parents, &[0, 1, 2, 3, 4]);
        assert!(ancestry.has_seen(3, 0));
        assert!(!ancestry.has_seen(1, 2) && !ancestry.has_seen(2, 1));
        assert!(!ancestry.has_seen(3, 3) && !ancestry.has_seen(4, 0));
        assert_eq!(ancestry.count(3, &ancestry.marks(|node| node > 0)), 2);
        let all = ancestry.marks(|_| true);
        assert_eq!(ancestry.marked(&all).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn what_was_not_chosen_passes_on_what_it_had_seen() {
        let parents = vec![vec![], vec![0], vec![1], vec![1, 2], vec![2]];
        let ancestry = Ancestry::of(&parents, &[4, 0, 3]);
        assert!(ancestry.has_seen(3, 0) && ancestry.has_seen(4, 0));
        assert!(!ancestry.has_seen(3, 1) && !ancestry.has_seen(2, 0), "it is not seen itself, and sees nothing");
        assert_eq!(ancestry.chosen(), [0, 3, 4]);
    }

    #[test]
    fn parents_come_first_whatever_their_numbers() {
        let order = topological(&[vec![2], vec![0], vec![]]);
        assert_eq!(order, [2, 0, 1]);
    }
}
