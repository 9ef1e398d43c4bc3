import { jest } from '@jest/globals';
import type { HelpdeskAdapter } from '@nightdesk/helpdesks/contract';
import { Outbound } from '@nightdesk/platform/http';
import { ambiguityPromises } from './ambiguity.js';
import { answerPromises } from './answers.js';
import { identityPromises } from './identity.js';
import { promisesOfItself } from './itself.js';
import { limitPromises } from './limits.js';
import { oauthPromises } from './oauth.js';
import { pagingPromises } from './paging.js';
import { probePromises } from './probe.js';
import { proofPromises } from './proof.js';
import { readingPromises } from './reading.js';
import { refusalPromises } from './refusals.js';
import type { Remote, Traits } from './remote.js';
import { Stage } from './stage.js';
import { textPromises } from './texts.js';
import { webhookPromises } from './webhooks.js';
import { writingPromises } from './writing.js';

export interface Conformance {
  adapter: HelpdeskAdapter;
  /** Known before any remote is: they decide which promises there are. */
  traits: Traits;
  /** A fresh site of the platform at a loopback address; called once for each test. */
  remote: () => Promise<Remote>;
  /** How many tickets or messages the promises about paging make: more than two of the adapter's pages. 230 if left out. */
  bulk?: number;
  /** How long a call of ours waits for an answer that was lost; longer than a slow platform needs. 500 if left out. */
  impatientMs?: number;
}

/**
 * The promises that every adapter keeps, tried over real HTTP. What `traits` and the adapter itself say the platform does
 * not have is not registered, so that nothing is skipped and nothing passes for want of trying.
 */
export function describeAdapter(
  name: string,
  { adapter, traits, remote, bulk = 230, impatientMs = 500 }: Conformance,
): void {
  jest.setTimeout(30_000); // a real helpdesk takes its time
  describe(name, () => {
    describe('what it says of itself', () => promisesOfItself(adapter));
    describe('answers', () => answerPromises(adapter));

    describe('with a site', () => {
      const outbound = new Outbound({ allowPrivateHosts: ['127.0.0.1'] });
      let stage: Stage;
      beforeEach(async () => {
        stage = new Stage({ adapter, traits, remote: await remote(), bulk, impatientMs }, outbound);
      });
      afterAll(() => outbound.close());

      const now = () => stage;
      describe('identity', () => identityPromises(now, adapter, traits));
      describe('refusals', () => refusalPromises(now, traits));
      describe('probe', () => probePromises(now, traits));
      describe('reading', () => readingPromises(now, adapter, traits));
      describe('paging', () => pagingPromises(now, adapter));
      describe('writing', () => writingPromises(now, adapter, traits));
      describe('texts', () => textPromises(now));
      describe('ambiguous writes', () => ambiguityPromises(now));
      describe('proof', () => proofPromises(now, adapter));
      describe('limits and outages', () => limitPromises(now, traits));
      const { webhooks, oauth } = adapter;
      if (webhooks) describe('webhooks', () => webhookPromises(now, webhooks, traits));
      if (oauth) describe('OAuth', () => oauthPromises(now, oauth));
    });
  });
}
