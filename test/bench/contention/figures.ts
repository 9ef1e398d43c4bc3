/** The scale of everything here: Zendesk's 700 calls a minute, a tenth of the time and of the calls. */
export const windowMs = 6_000;
export const platformLimit = 70;
/** What a careful client uses of it: three quarters, so that others on the same limit have room. */
export const ceiling = Math.floor(platformLimit * 0.75);
/** How long the platform takes to answer, unless told otherwise. */
export const usualAnswerMs = 20;
/** Calls that a careful client has in flight at once. */
export const places = 5;
/** Offered in a window: reads at twice the limit, writes at a tenth of it. */
export const readsOffered = platformLimit * 2;
export const writesOffered = platformLimit / 10;
/** The load goes on for so long after the measured time, so that a write that was offered last can still be late. */
export const tailMs = 3_000;
