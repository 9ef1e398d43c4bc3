import type { HelpdeskAdapter } from '@nightdesk/helpdesks/contract';
import { Outbound } from '@nightdesk/platform/http';
import { ambiguityPromises } from './ambiguity.js';
import { identityPromises } from './identity.js';
import { limitPromises } from './limits.js';
import { oauthPromises } from './oauth.js';
import { readingPromises } from './reading.js';
import type { Remote } from './remote.js';
import { Stage } from './stage.js';
import { webhookPromises } from './webhooks.js';
import { writingPromises } from './writing.js';

export interface Conformance {
  adapter: HelpdeskAdapter;
  /** A fresh site of the platform at a loopback address; called once for each test. */
  remote: () => Promise<Remote>;
}

/** The promises that every adapter keeps, tried over real HTTP against the platform's sandbox. */
export function describeAdapter(name: string, { adapter, remote }: Conformance): void {
  describe(name, () => {
    const outbound = new Outbound({ allowPrivateHosts: ['127.0.0.1'] });
    let stage: Stage;
    beforeEach(async () => {
      stage = new Stage(adapter, await remote(), outbound);
    });
    afterAll(() => outbound.close());

    const now = () => stage;
    describe('identity', () => identityPromises(now));
    describe('reading', () => readingPromises(now));
    describe('writing', () => writingPromises(now));
    describe('ambiguous writes', () => ambiguityPromises(now));
    describe('limits and outages', () => limitPromises(now));
    describe('webhooks', () => webhookPromises(now));
    if (adapter.oauth) describe('OAuth', () => oauthPromises(now));
  });
}
