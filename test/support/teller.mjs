/** A program that leaks what it is given: for the test of those who look for leaks. */
console.log(JSON.stringify(process.env));
