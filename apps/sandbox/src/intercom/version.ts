import { notImplemented, versionInvalid } from './errors.js';

const spoken = '2.16';
const knownVersions = new Set([
  ...Array.from({ length: 5 }, (_, minor) => `1.${minor}`),
  ...Array.from({ length: 17 }, (_, minor) => `2.${minor}`),
]);

/** @throws Refused for a version nobody knows, and for one the sandbox does not speak. */
export function refuseVersion(version: string): void {
  if (!knownVersions.has(version)) throw versionInvalid(version);
  if (version !== spoken) throw notImplemented(`version ${version} of the API, only ${spoken}`);
}
