import { jest } from '@jest/globals';
import { describeOn } from '../support/engines.js';
import { recoveryTests } from './recovery.cases.js';

jest.setTimeout(240_000);

describeOn('redis', 'recovery', recoveryTests);
