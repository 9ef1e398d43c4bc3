import fc from 'fast-check';
import { fallBackReason, hundredthOf, shadowReason, similarity } from './shadow.js';

const shares = [0, 5, 25, 50, 100];
const id = fc.string({ minLength: 1, maxLength: 20 });

test('a ticket that is live at a share is live at every larger one, and all are at 100', () => {
  fc.assert(
    fc.property(id, id, (account, ticket) => {
      const live = shares.map((liveShare) => shadowReason({ id: account, liveShare }, ticket) === null);
      expect(live.indexOf(true)).toBe(live.lastIndexOf(false) + 1);
      expect(live[0]).toBe(false);
      expect(live.at(-1)).toBe(true);
    }),
  );
});

test('the same ticket of the same account is always in the same hundredth', () => {
  expect(hundredthOf('acc_1', '42')).toBe(68);
  expect(hundredthOf('acc_2', '42')).toBe(8);
  expect(hundredthOf('acc_1', '43')).toBe(7);
});

test('a share is about that share of the tickets, also of tickets that are numbered one after the other', () => {
  const tickets = Array.from({ length: 4_000 }, (_, number) => String(number));
  for (const share of [5, 25, 50]) {
    const live = tickets.filter((ticket) => hundredthOf('acc_1', ticket) < share).length;
    expect(Math.abs(live / tickets.length - share / 100)).toBeLessThan(0.025);
  }
});

test('what is only recorded says why', () => {
  expect(shadowReason({ id: 'acc_1', liveShare: 0 }, '42')).toMatch(/^shadow mode: nothing goes out/);
  expect(shadowReason({ id: 'acc_1', liveShare: 5 }, '42')).toMatch(/^shadow mode: 5 % .* this one is not/);
});

describe('a trial', () => {
  test('goes on while fewer than 20 have ended, and while no more failed than is tolerated', () => {
    expect(fallBackReason({ ended: 19, failed: 19 }, 0.05)).toBeNull();
    expect(fallBackReason({ ended: 20, failed: 1 }, 0.05)).toBeNull();
    expect(fallBackReason({ ended: 20, failed: 0 }, 0)).toBeNull();
    expect(fallBackReason({ ended: 500, failed: 500 }, 1)).toBeNull();
  });

  test('ends when more failed than is tolerated, and says how many', () => {
    expect(fallBackReason({ ended: 20, failed: 2 }, 0.05)).toMatch(/2 of the 20 .* 5 % is tolerated/);
    expect(fallBackReason({ ended: 20, failed: 1 }, 0)).toMatch(/1 of the 20 .* 0 % is tolerated/);
    expect(fallBackReason({ ended: 1_000, failed: 8 }, 0.0075)).toMatch(/0\.75 % is tolerated/);
  });
});

describe('similarity', () => {
  test('is the share of common words: case, order, repetition and punctuation do not count', () => {
    expect(similarity('It is on its way!', 'on ITS way, it is; it is')).toBe(1);
    expect(similarity('It left today.', 'It left yesterday.')).toBe(0.5);
    expect(similarity('Größe 42 fehlt', 'größe 42 kommt morgen')).toBe(0.4);
    expect(similarity('Yes.', 'No.')).toBe(0);
    expect(similarity('', '…')).toBe(1);
  });

  test('is the same both ways, 0 to 1, and 1 with itself', () => {
    fc.assert(
      fc.property(fc.lorem(), fc.lorem(), (one, other) => {
        const common = similarity(one, other);
        expect(common).toBe(similarity(other, one));
        expect(common).toBeGreaterThanOrEqual(0);
        expect(common).toBeLessThanOrEqual(1);
        expect(similarity(one, one)).toBe(1);
      }),
    );
  });
});
