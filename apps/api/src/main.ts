import 'reflect-metadata';
import { loadConfig } from '@nightdesk/platform/config';
import { runProcess } from '@nightdesk/platform/observability';
import { startApi } from './api.js';

await runProcess('api', () => startApi(loadConfig()));
