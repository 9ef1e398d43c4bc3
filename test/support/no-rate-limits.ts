/** Tests ask more often than any client that is sound; those about the limits set their own. */
export const noRateLimits = {
  API_RATE_STANDARD: '100000000/min',
  API_RATE_HIGH: '100000000/min',
  API_RATE_GLOBAL: '100000000/min',
};
