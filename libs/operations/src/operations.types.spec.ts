import { operationMoves, operationStates, openStates, type OperationState } from './operations.types.js';

const reachable = (from: OperationState, without: readonly OperationState[] = []) => {
  const seen = new Set<OperationState>();
  const visit = (state: OperationState) => {
    for (const next of operationMoves[state]) {
      if (seen.has(next) || without.includes(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(from);
  return seen;
};

test('every state is reached from queued', () => {
  expect([...reachable('queued')].toSorted()).toEqual([...operationStates].toSorted());
});

test('what is not open is an end, and from every open state there is a way to each end but cancelled', () => {
  const ends = operationStates.filter((state) => !(openStates as readonly string[]).includes(state));
  for (const end of ends) expect(operationMoves[end]).toEqual([]);
  for (const open of openStates)
    for (const end of ['confirmed', 'failed', 'dead'] as const) expect(reachable(open)).toContain(end);
});

test('nothing is confirmed that was not sent', () => {
  expect(reachable('queued', ['sending'])).not.toContain('confirmed');
  expect(reachable('queued', ['sending'])).not.toContain('unknown');
});

test('nothing leads from unknown to a state that is sent without a look, nor to one that is cancelled', () => {
  expect(operationMoves.unknown).not.toContain('queued');
  expect(operationMoves.unknown).not.toContain('held');
  expect(operationMoves.unknown).not.toContain('cancelled');
});
