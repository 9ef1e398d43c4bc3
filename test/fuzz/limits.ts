/** Requests are to be refused for what they are, not for how many they are. */
export const unlimited: Readonly<Record<string, string>> = {
  API_RATE_STANDARD: '1000000/s',
  API_RATE_HIGH: '1000000/s',
  API_RATE_GLOBAL: '1000000/s',
};
