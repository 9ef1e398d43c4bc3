import { accountCauses, accountMoves, accountStates } from './accounts.types.js';

test('every cause leads to a state that some other state may move to', () => {
  for (const { state } of Object.values(accountCauses)) {
    expect(
      Object.values(accountMoves).some((targets) => (targets as readonly string[]).includes(state)),
    ).toBe(true);
  }
});

test('every state that is not live says what to do about it', () => {
  for (const { state, reason, remedy } of Object.values(accountCauses)) {
    expect(reason).not.toBe('');
    expect(remedy === '').toBe(state === 'live');
  }
});

test('no state moves to itself, and a re-connect leads out of every state', () => {
  for (const state of accountStates) {
    expect(accountMoves[state] as readonly string[]).not.toContain(state);
    if (state !== 'probing') expect(accountMoves[state] as readonly string[]).toContain('probing');
  }
});
