import { readFileSync } from 'node:fs';
import { writeSdk } from './sdk.js';

// `npm run sdk:generate`: from the document as it is committed.
await writeSdk(readFileSync('docs/openapi/v1.json', 'utf8'));
