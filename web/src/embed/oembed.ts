import { embedFootHeight, hostNameOf, htmlText, isFigureName, type EmbedFacts } from '@engram/core';

/** What a page that shows others asks for: https://oembed.com, version 1.0. */
export interface OembedRequest {
  hash: string;
  /** Null = the whole snapshot. */
  figure: string | null;
  /** Address of the page that is shown in a frame. */
  frame: string;
  maxWidth: number;
  maxHeight: number;
}

/** Frames are never larger, whatever is asked for. */
const largestFrame = { width: 1_200, height: 1_600 };
/** Frames that are smaller show nothing. */
const smallestFrame = 64;

interface Problem {
  status: 400 | 404 | 501;
  message: string;
}

/**
 * Reads a request for `/oembed`.
 * @param host that the reader asked, as the request guard let it pass; addresses of others are not answered
 */
export function readOembedRequest(
  params: URLSearchParams,
  host: string,
  basePath: string,
): OembedRequest | Problem {
  const format = params.get('format') ?? 'json';
  if (format !== 'json') return { status: 501, message: 'Only format=json is served.' };
  const given = params.get('url') ?? '';
  const url = URL.canParse(given) ? new URL(given) : null;
  const own = hostNameOf(host);
  const [, hash] = /^\/s\/([0-9a-f]{64})$/.exec(pathBelow(url?.pathname ?? '', basePath)) ?? [];
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    own === null ||
    hostNameOf(url.host) !== own ||
    !hash
  )
    return {
      status: 404,
      message:
        "'url' must be the address of a snapshot of this dashboard, such as https://…/s/HASH?figure=NAME.",
    };
  const figure = url.searchParams.get('figure');
  if (figure !== null && !isFigureName(figure))
    return { status: 404, message: "'figure' must be the name of a figure, such as histogram-1." };
  const maxWidth = lengthOf(params.get('maxwidth'), largestFrame.width);
  const maxHeight = lengthOf(params.get('maxheight'), largestFrame.height);
  if (maxWidth === null || maxHeight === null)
    return {
      status: 400,
      message: `'maxwidth' and 'maxheight' must be whole numbers from ${smallestFrame} on.`,
    };
  const query = figure === null ? '' : `?figure=${figure}&width=${maxWidth < wide ? '3.25' : '6.75'}`;
  return { hash, figure, frame: `${url.origin}${basePath}/s/${hash}/embed${query}`, maxWidth, maxHeight };
}

/** Pixels from which on a figure is drawn as for two columns. */
const wide = 640;

const pathBelow = (path: string, basePath: string): string =>
  path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : '';

/** Null when it is no length. */
function lengthOf(given: string | null, largest: number): number | null {
  if (given === null) return largest;
  if (!/^\d{1,6}$/.test(given) || Number(given) < smallestFrame) return null;
  return Math.min(Number(given), largest);
}

/** The response to a request: a frame that is no larger than asked for, in the proportions of what it shows. */
export function oembedResponse(
  { frame, maxWidth, maxHeight, figure }: OembedRequest,
  { title, authorName, width, height }: EmbedFacts,
) {
  // A figure is drawn as wide as its frame, above a foot of one height; the card of a snapshot scrolls.
  const drawn = height - embedFootHeight;
  const scale = Math.min(1, maxWidth / width, figure === null ? 1 : (maxHeight - embedFootHeight) / drawn);
  const size = {
    width: Math.floor(width * scale),
    height: Math.min(maxHeight, figure === null ? height : Math.ceil(drawn * scale) + embedFootHeight),
  };
  return {
    version: '1.0',
    type: 'rich',
    title,
    ...(authorName !== null && { author_name: authorName }),
    provider_name: 'Engram',
    cache_age: 86_400,
    html: frameCode(frame, title, size),
    ...size,
  };
}

/** What somebody writes into a page of their own: the frame runs no script. */
const frameCode = (
  frame: string,
  title: string,
  { width, height }: { width: number; height: number },
): string =>
  `<iframe src="${htmlText(frame)}" title="${htmlText(title)}" width="${width}" height="${height}" ` +
  'sandbox="allow-popups allow-popups-to-escape-sandbox" loading="lazy" style="border:0;max-width:100%"></iframe>';
