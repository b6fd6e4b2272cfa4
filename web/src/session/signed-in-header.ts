/** Header by which a page says that it was made for a reader who had signed in, so that nothing is asked as somebody else once their cookie has ended. */
export const signedInHeader = 'x-engram-signed-in';
