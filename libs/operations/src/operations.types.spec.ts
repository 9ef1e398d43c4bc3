import {
  isEnded,
  operationMoves,
  operationStates,
  openStates,
  type OperationState,
} from './operations.types.js';

/** Without replays: what has ended stays so unless a person asks. */
const reachable = (from: OperationState, without: readonly OperationState[] = []) => {
  const seen = new Set<OperationState>();
  const visit = (state: OperationState) => {
    for (const next of operationMoves[state]) {
      if (seen.has(next) || without.includes(next)) continue;
      seen.add(next);
      if (!isEnded(next)) visit(next);
    }
  };
  visit(from);
  return seen;
};

test('every state is reached from queued, but that of what was never to be sent', () => {
  expect([...reachable('queued'), 'shadowed'].toSorted()).toEqual([...operationStates].toSorted());
});

test('a replay leads back from what failed or died, and from no other end; from every open state there is a way to each end but cancelled', () => {
  for (const end of operationStates.filter(isEnded))
    expect(operationMoves[end]).toEqual(end === 'failed' || end === 'dead' ? ['queued', 'unknown'] : []);
  for (const open of openStates)
    for (const end of ['confirmed', 'failed', 'dead'] as const) expect(reachable(open)).toContain(end);
});

test('nothing is in doubt that was not sent', () => {
  expect(reachable('queued', ['sending'])).not.toContain('unknown');
});

test('nothing leads from unknown to a state that is sent without a look, nor to one that is cancelled', () => {
  expect(operationMoves.unknown).not.toContain('queued');
  expect(operationMoves.unknown).not.toContain('held');
  expect(operationMoves.unknown).not.toContain('cancelled');
});
