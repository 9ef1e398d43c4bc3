import { describeAdapter } from '@nightdesk/helpdesks/contract/testing';
import { RequestTrackerAdapter } from '@nightdesk/helpdesks/request-tracker';
import { Front } from '../support/front.js';
import { describeWithRequestTracker, RequestTracker } from '../support/request-tracker.js';
import { ownPromises } from './request-tracker-own.js';
import { requestTrackerRemote, RequestTrackerSite, traits } from './request-tracker-remote.js';

const adapter = new RequestTrackerAdapter(3);
let tracker: RequestTracker;
let front: Front;
let site: RequestTrackerSite | undefined;

async function freshSite(): Promise<RequestTrackerSite> {
  if (!site || site.isSpent) site = await RequestTrackerSite.make(tracker, front);
  return site;
}

describeWithRequestTracker('on a real server', () => {
  beforeAll(async () => {
    front = await Front.start();
    tracker = await RequestTracker.start();
    front.target = tracker.url;
  }, 120_000);
  afterAll(async () => {
    front.stop();
    await tracker.stop();
  });

  describeAdapter('request-tracker', {
    adapter,
    traits,
    bulk: 7,
    impatientMs: 1_500,
    remote: async () => requestTrackerRemote(tracker, front, await freshSite()),
  });

  describe('what only Request Tracker has', () =>
    ownPromises(async () => ({ adapter, tracker, front, site: await freshSite() })));
});
