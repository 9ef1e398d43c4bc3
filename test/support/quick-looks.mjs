/**
 * Loaded into a program by `quickLooks` of looks.ts: whatever it looks at by the clock every few seconds, it looks at twice a
 * second. A test that makes something due then waits for the work and not for the clock.
 */
const { setInterval: plain } = globalThis;
const isLook = (ms) => ms >= 2_000 && ms <= 30_000;

globalThis.setInterval = (work, ms, ...given) => plain(work, isLook(ms) ? 500 : ms, ...given);
