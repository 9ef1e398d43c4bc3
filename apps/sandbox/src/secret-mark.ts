/**
 * Begins every credential that the sandbox makes up, as `ghp_` begins a token of GitHub: one search finds where one leaked.
 * Hexadecimal, because the credentials of some platforms are.
 */
export const secretMark = 'c0ffee5ec2e7';
