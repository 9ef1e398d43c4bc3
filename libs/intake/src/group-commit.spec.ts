import { GroupCommit } from './group-commit.js';

/** Commits that a test lets finish one by one. */
function gated(sideBySide = 1) {
  const groups: number[][] = [];
  const gates: { open: () => void; fail: (error: Error) => void }[] = [];
  const commit = new GroupCommit<number>((group) => {
    groups.push([...group]);
    return new Promise((open, fail) => gates.push({ open, fail }));
  }, sideBySide);
  return { groups, gates, commit };
}
const turn = () => new Promise((done) => setImmediate(done));

test('alone, an entry is committed at once; what arrives meanwhile is one group', async () => {
  const { groups, gates, commit } = gated();
  const all = [1, 2, 3].map((entry) => commit.add(entry));
  expect(groups).toEqual([[1]]);
  gates[0]?.open();
  await turn();
  expect(groups).toEqual([[1], [2, 3]]);
  gates[1]?.open();
  await Promise.all(all);
  expect(commit.depth).toBe(0);
});

test('an entry is not acknowledged before its group is committed', async () => {
  const { gates, commit } = gated();
  let acknowledged = false;
  const entry = commit.add(1).then(() => (acknowledged = true));
  await turn();
  expect(acknowledged).toBe(false);
  gates[0]?.open();
  await entry;
  expect(acknowledged).toBe(true);
});

test('a commit that fails fails its own group only', async () => {
  const { gates, commit } = gated();
  const lost = commit.add(1);
  const kept = commit.add(2);
  gates[0]?.fail(new Error('disk full'));
  await expect(lost).rejects.toThrow('disk full');
  await turn();
  gates[1]?.open();
  await expect(kept).resolves.toBeUndefined();
});

test('with two commits at once, the third group is what arrived while both were in flight', async () => {
  const { groups, gates, commit } = gated(2);
  const all = [1, 2, 3, 4].map((entry) => commit.add(entry));
  expect(groups).toEqual([[1], [2]]);
  gates[1]?.open();
  await turn();
  expect(groups).toEqual([[1], [2], [3, 4]]);
  for (const { open } of gates) open();
  await Promise.all(all);
});
