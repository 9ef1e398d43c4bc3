import { readsOffered, windowMs, writesOffered } from './figures.js';

/** One call that somebody wants made, `atMs` after the start, whether or not earlier ones have been answered. */
export interface Offer {
  kind: 'read' | 'write';
  atMs: number;
  ticketId: number;
  /** What a write writes, by which the platform recognises it. */
  text: string;
}

/** Writes go to tickets of their own, so that none waits for another. */
const firstWritten = 100_000;

/** The same for every contender: exponential pauses between arrivals, by the seed. */
export function plan(seed: number, lastsMs: number): Offer[] {
  const reads = arrivals(generator(seed), readsOffered, lastsMs).map((atMs, index): Offer => ({
    kind: 'read',
    atMs,
    ticketId: index + 1,
    text: '',
  }));
  const writes = arrivals(generator(seed + 1_000_003), writesOffered, lastsMs).map((atMs, index): Offer => ({
    kind: 'write',
    atMs,
    ticketId: firstWritten + index,
    text: `write ${index}`,
  }));
  return [...reads, ...writes].toSorted((one, other) => one.atMs - other.atMs);
}

function arrivals(random: () => number, perWindow: number, lastsMs: number): number[] {
  const found: number[] = [];
  const next = () => (-Math.log(1 - random()) * windowMs) / perWindow;
  for (let at = next(); at < lastsMs; at += next()) found.push(at);
  return found;
}

/** Mulberry32: evenly spread numbers from 0 to 1 that a seed decides. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
