/**
 * How Node starts one of our programs: as jest.setup.mjs bundled it from the build, or else from its sources, which costs five
 * times the processor time. Whether the build is of the sources as they are is decided by content before each run, so that
 * nobody who changed a file is shown an older one.
 */
export function programArguments(main: string, ...args: readonly string[]): string[] {
  const folder = process.env['TEST_PROGRAMS'];
  const [, name] = /^apps\/(api|worker|keys|doctor)\/src\/main\.ts$/.exec(main) ?? [];
  return folder && name
    ? [`${folder}/${name}.js`, ...args]
    : ['--import', './test/support/ts-loader.mjs', main, ...args];
}
