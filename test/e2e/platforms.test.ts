import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { describeInBrowser } from '../support/browser.js';
import { ExampleDesk } from '../support/example-desk.js';
import { PersonStage } from '../support/person-stage.js';
import { exampleDeskTests } from './platforms/example-desk.js';
import { freshdeskTests } from './platforms/freshdesk.js';
import { intercomTests } from './platforms/intercom.js';
import { requestTrackerTests } from './platforms/request-tracker.js';
import { zendeskTests } from './platforms/zendesk.js';

jest.setTimeout(90_000);

/** One installation for all platforms: each is connected, is told what it lacks, gets it, and goes live. */
describeInBrowser('connecting each platform', () => {
  let stage: PersonStage;
  let folder: string;
  const exampleDesk = new ExampleDesk();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-platforms-'));
    await exampleDesk.start();
    stage = await PersonStage.start({ PLATFORM_FILES: await exampleDeskFile(folder, exampleDesk) });
  }, 120_000);
  afterAll(async () => {
    await stage?.stop();
    await exampleDesk.close();
    await rm(folder, { recursive: true, force: true });
  });

  zendeskTests(() => stage);
  freshdeskTests(() => stage);
  intercomTests(() => stage);
  requestTrackerTests(() => stage);
  exampleDeskTests(() => stage, exampleDesk);
});

/** The example file, with its sites under the address of a server that is there. */
async function exampleDeskFile(folder: string, { url }: ExampleDesk): Promise<string> {
  const file = join(folder, 'example-desk.yaml');
  const text = await readFile('examples/platforms/example-desk.yaml', 'utf8');
  const sites = `${new URL(url).origin}/{site}/api/v1`;
  await writeFile(file, text.replace(/^baseUrl: .*$/m, `baseUrl: ${sites}`));
  return file;
}
