import 'reflect-metadata';
import { loadConfig } from '@nightdesk/platform/config';
import { runProcess } from '@nightdesk/platform/observability';
import { startWorker } from './worker.js';

await runProcess('worker', () => startWorker(loadConfig()));
