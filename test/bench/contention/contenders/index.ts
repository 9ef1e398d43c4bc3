import type { Contender, Order } from '../contender.js';
import { axiosRetryAlone } from './axios-retry.js';
import { oneByOne, reservoir, spaced, tuned } from './bottleneck.js';
import { nightdesk } from './nightdesk.js';
import { nodeZendesk } from './node-zendesk.js';

/** What users pick today, each set up as its documentation recommends, and Nightdesk on its two engines. */
export const contenders: Record<string, (order: Order) => Contender | Promise<Contender>> = {
  'axios-retry': axiosRetryAlone,
  'bottleneck-reservoir': reservoir,
  'bottleneck-spaced': spaced,
  'bottleneck-tuned': tuned,
  'bottleneck-one-by-one': oneByOne,
  'node-zendesk': nodeZendesk,
  'nightdesk-redis': nightdesk,
  'nightdesk-postgres': nightdesk,
};
