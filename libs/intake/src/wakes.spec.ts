import { Wakes } from './wakes.js';

const turns = async (n = 5) => {
  for (let left = n; left > 0; left -= 1) await new Promise((done) => setImmediate(done));
};

test('the first wake goes at once; those that come meanwhile go together, each lane once', async () => {
  const woken: string[][] = [];
  let opened = () => {};
  const wakes = new Wakes({
    wake: async (lanes: { key: string }[]) => {
      woken.push(lanes.map(({ key }) => key));
      await new Promise<void>((open) => (opened = open));
    },
  } as never);
  wakes.add(['a']);
  expect(woken).toEqual([['a']]);
  wakes.add(['b', 'c']);
  wakes.add(['c', 'a']);
  await turns();
  expect(woken).toEqual([['a']]);
  opened();
  while (woken.length < 2) await turns();
  expect(woken).toEqual([['a'], ['b', 'c', 'a']]);
  opened();
});
