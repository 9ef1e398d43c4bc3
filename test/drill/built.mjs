import { builtFrom } from '../../apps/standalone/build.mjs';
import { bundlePrograms } from '../support/bundle-programs.mjs';

/** The folder of the built programs as test/support/programs.ts wants it; null when the build is not of these sources. */
export async function builtPrograms() {
  const sources = builtFrom('programs');
  return sources === null || builtFrom('page') === null ? null : bundlePrograms(sources);
}
