/** Seals what tests store. */
export const KEY_RING = `test:${Buffer.alloc(32, 7).toString('base64')}`;
