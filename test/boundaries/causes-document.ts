import { writeFileSync } from 'node:fs';
import { causesDocument } from '../../libs/incidents/src/causes.document.js';

// `npm run docs:causes`
writeFileSync('docs/causes.md', causesDocument());
