import { count, counted, percent } from './number.js';
import {
  accountStates,
  credentialKind,
  operationStates,
  platformName,
  sentence,
  siteName,
  stepName,
  stopTone,
} from './words.js';

test('numbers are grouped and agree with their noun', () => {
  expect(count(1204)).toBe('1,204');
  expect(counted(1, 'write')).toBe('1 write');
  expect(counted(0, 'write')).toBe('0 writes');
  expect(counted(3, 'reply', 'replies')).toBe('3 replies');
});

test('a share stays within the bar, whatever the numbers are', () => {
  expect(percent(350, 700)).toBe(50);
  expect(percent(900, 700)).toBe(100);
  expect(percent(-1, 700)).toBe(0);
  expect(percent(1, 0)).toBe(0);
});

test('words that the contract leaves open are shown readably', () => {
  expect(sentence('on_hold')).toBe('On hold');
  expect(stepName('addTags')).toBe('Add tags');
  expect(stepName('merge_into')).toBe('Merge into');
  expect(platformName('request-tracker')).toBe('Request Tracker');
  expect(credentialKind('api_token')).toBe('API token');
  expect(credentialKind('signed_link')).toBe('Signed link');
  expect(siteName('https://desk.example/rt')).toBe('desk.example/rt');
  expect(siteName('acme')).toBe('acme');
  expect(platformName('new-desk')).toBe('New desk');
});

test('only a state that works has the good colour', () => {
  const good = (states: Record<string, { tone: string }>) =>
    Object.keys(states).filter((s) => states[s]?.tone === 'good');
  expect(good(accountStates)).toEqual(['live']);
  expect(good(operationStates)).toEqual(['confirmed']);
  expect(stopTone('dead')).toBe('bad');
  expect(stopTone('something new')).toBe('idle');
});
