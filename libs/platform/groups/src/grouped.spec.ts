import { Grouped } from './grouped.js';

/** Commits that a test lets finish one by one. */
function gated(sideBySide = 1, worthAnother = (_underWay: number) => 1) {
  const groups: number[][] = [];
  const gates: { open: () => void; fail: (error: Error) => void }[] = [];
  const commit = new Grouped<number, string>(
    (group) => {
      groups.push([...group]);
      return new Promise((answer, fail) => {
        gates.push({ open: () => answer(group.map((entry) => `answer to ${entry}`)), fail });
      });
    },
    sideBySide,
    worthAnother,
  );
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
  expect(await Promise.all(all)).toEqual(['answer to 1', 'answer to 2', 'answer to 3']);
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
  await expect(kept).resolves.toBe('answer to 2');
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

test('few wait for the group under way, enough of them make one beside it', async () => {
  const { groups, gates, commit } = gated(2, () => 3);
  const all = [1, 2, 3].map((entry) => commit.add(entry));
  expect(groups).toEqual([[1]]);
  all.push(commit.add(4));
  expect(groups).toEqual([[1], [2, 3, 4]]);
  all.push(commit.add(5));
  gates[0]?.open();
  await turn();
  expect(groups).toHaveLength(2); // one alone waits for the other group
  gates[1]?.open();
  await turn();
  expect(groups[2]).toEqual([5]);
  for (const { open } of gates) open();
  await Promise.all(all);
});

test('how many are worth a group beside those under way may depend on how many these have', async () => {
  const { groups, gates, commit } = gated(2, (underWay) => underWay / 2);
  const all = Array.from({ length: 5 }, (_, entry) => commit.add(entry));
  expect(groups).toEqual([[0], [1]]); // one is more than half of one
  gates[0]?.open();
  gates[1]?.open();
  await turn();
  expect(groups).toEqual([[0], [1], [2, 3, 4]]);
  all.push(commit.add(5));
  expect(groups).toHaveLength(3);
  all.push(commit.add(6));
  expect(groups[3]).toEqual([5, 6]);
  for (const { open } of gates) open();
  await Promise.all(all);
});
