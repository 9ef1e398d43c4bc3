import { writeFileSync } from 'node:fs';
import { causesDocument } from '../../libs/incidents/src/causes.document.js';
import { dashboard } from './monitoring/dashboard.js';
import { alertRules, ruleTests } from './monitoring/rules.js';
import { runbookText } from './runbook-text.js';

// `npm run docs:causes`
writeFileSync('docs/causes.md', causesDocument());
writeFileSync('docs/runbook.md', runbookText());
writeFileSync('docs/monitoring/alert-rules.yml', alertRules());
writeFileSync('docs/monitoring/rules.test.yml', ruleTests());
writeFileSync('docs/monitoring/grafana-dashboard.json', dashboard());
