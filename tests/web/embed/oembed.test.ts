import { describe, expect, it } from 'vitest';
import { isEmbed } from '../../../web/src/embed/is-embed.ts';
import { oembedResponse, readOembedRequest, type OembedRequest } from '../../../web/src/embed/oembed.ts';

const hash = 'a'.repeat(64);
const host = 'scores.example.org';
const read = (params: Record<string, string>, basePath = '') =>
  readOembedRequest(new URLSearchParams(params), host, basePath);
const asked = (params: Record<string, string> = {}) =>
  read({ url: `https://${host}/s/${hash}?figure=histogram-1`, ...params }) as OembedRequest;
const facts = { title: 'Digits', authorName: 'Ada Lovelace', width: 648, height: 400 };

describe('a request for the frame of a snapshot', () => {
  it('names a snapshot, or a figure of it, below the path of the dashboard', () => {
    expect(asked()).toMatchObject({
      figure: 'histogram-1',
      frame: `https://${host}/s/${hash}/embed?figure=histogram-1&width=6.75`,
    });
    expect(asked({ maxwidth: '400' }).frame).toMatch(/width=3\.25$/);
    expect(read({ url: `https://${host}/engram/s/${hash}` }, '/engram')).toMatchObject({
      figure: null,
      frame: `https://${host}/engram/s/${hash}/embed`,
    });
  });

  it.each([
    { url: `https://evil.example/s/${hash}` },
    { url: `https://${host}@evil.example/s/${hash}` },
    { url: `javascript://${host}/s/${hash}` },
    { url: `https://${host}/runs/${hash}` },
    { url: `https://${host}/s/${hash.slice(1)}` },
    { url: `https://${host}/s/${hash}?figure=<b>` },
    { url: 'no address' },
    {},
  ])('%j is not answered', (params) => {
    expect(read(params as Record<string, string>)).toMatchObject({ status: 404 });
  });

  it.each(['0', '-5', '63', '1e3', 'x', '9999999'])('has no width of %s', (maxwidth) => {
    expect(asked({ maxwidth })).toMatchObject({ status: 400 });
  });

  it('in XML is not served', () => {
    expect(asked({ format: 'xml' })).toMatchObject({ status: 501 });
  });
});

describe('its response', () => {
  it('is no larger than asked for, and keeps the proportions of a figure above its foot of 40 pixels', () => {
    expect(oembedResponse(asked(), facts)).toMatchObject({
      version: '1.0',
      type: 'rich',
      width: 648,
      height: 400,
    });
    expect(oembedResponse(asked({ maxwidth: '324' }), facts)).toMatchObject({ width: 324, height: 220 });
    expect(oembedResponse(asked({ maxheight: '100' }), facts)).toMatchObject({ width: 108, height: 100 });
    const huge = { ...facts, width: 10_000, height: 10_000 };
    expect(oembedResponse(asked(), huge)).toMatchObject({ width: 1_200, height: 1_236 });
    const card = read({ url: `https://${host}/s/${hash}`, maxheight: '100' }) as OembedRequest;
    expect(oembedResponse(card, facts)).toMatchObject({ width: 648, height: 100 });
  });

  it('holds no element but the frame, whatever the title is', () => {
    const { html, title } = oembedResponse(asked(), { ...facts, title: `"><script>alert(1)</script>'` });
    expect(title).toContain('<script>');
    expect(html.match(/<[^>]*>/g)).toHaveLength(2);
    expect(html).toMatch(/^<iframe .*sandbox="allow-popups allow-popups-to-escape-sandbox".*><\/iframe>$/);
  });

  it('names nobody where nobody is named', () => {
    expect(oembedResponse(asked(), { ...facts, authorName: null })).not.toHaveProperty('author_name');
  });
});

describe('the page for frames', () => {
  it.each([
    [`/s/${hash}/embed`, true],
    [`/s/${hash}`, false],
    [`/s/${hash}/embed/x`, false],
    ['/runs/embed', false],
    [`/x/s/${hash}/embed`, false],
  ])('%s: %s', (path, is) => expect(isEmbed(path)).toBe(is));
});
