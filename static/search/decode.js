/*
 * Reads the files of the index: postings, days. The layout is in docs/search-format.md.
 *
 * It knows nothing of where files come from or what a query asks.
 */
"use strict";

globalThis.Backfile ??= {};

Backfile.decode = (() => {
  const IMPACT = 6;

  /** Base64 as bytes. */
  const bytes_of = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

  /** Numbers, one after the other, from bytes and then from bits. */
  const reader = (bytes) => {
    let at = 0;
    let bit = -1;
    /** The next 32 bits, of which the first 25 are sure. */
    const window = () => {
      const byte = bit >> 3;
      const upper = (bytes[byte] << 24) | (bytes[byte + 1] << 16);
      return ((upper | (bytes[byte + 2] << 8) | bytes[byte + 3]) << (bit & 7)) >>> 0;
    };
    const bits = (count) => {
      if (!count) return 0;
      const number = window() >>> (32 - count);
      bit += count;
      return number;
    };
    return {
      at: () => at,
      byte: () => bytes[at++],
      varint() {
        for (let number = 0, shift = 0; ; shift += 7) {
          const byte = bytes[at++];
          number |= (byte & 127) << shift;
          if (!(byte & 128)) return number >>> 0;
        }
      },
      /** From here on, bits. */
      start() {
        bit = at * 8;
      },
      bits,
      rice(low) {
        let high = 0;
        for (;;) {
          const zeros = Math.min(Math.clz32(window()), 24);
          bit += zeros;
          high += zeros;
          if (zeros < 24) break;
        }
        bit++;
        return ((high << low) | bits(low)) >>> 0;
      },
    };
  };

  /** How many low bits a Rice code has for gaps between `few` of `all` numbers. */
  const rice_bits = (all, few) => 31 - Math.clz32(Math.max(1, Math.floor(Math.floor((all * 7) / 10) / few)));

  /** The next `count` postings of a segment with `all` articles. */
  const postings = (source, all, count, impact) => {
    const low = rice_bits(all, count);
    const documents = new Int32Array(count);
    const impacts = new Uint8Array(count);
    for (let at = 0, next = 0; at < count; at++) {
      documents[at] = next + source.rice(low);
      next = documents[at] + 1;
      if (impact) impacts[at] = source.bits(impact);
    }
    return { count, documents, impacts };
  };

  const impact_bits = (is_filter) => (is_filter ? 0 : IMPACT);
  const utf8 = new TextEncoder();

  /** The postings of a term in a file with many; `undefined` if it has none. */
  const find = (bytes, term, all) => {
    const wanted = utf8.encode(term);
    const source = reader(bytes);
    const current = new Uint8Array(256);
    const before = [];
    let found;
    for (let left = source.varint(); left > 0; left--) {
      const lengths = source.byte();
      let length = lengths & 15;
      if (length === 15) length += source.varint();
      let end = lengths >> 4;
      for (; length > 0; length--) current[end++] = source.byte();
      const count = source.varint();
      if (found !== undefined) continue;
      const name = current.subarray(0, end);
      if (end === wanted.length && wanted.every((byte, at) => byte === name[at])) found = count;
      else before.push(name.includes(58) ? -count : count);
    }
    if (found === undefined) return undefined;
    source.start();
    for (const count of before) {
      const [low, impact] = [rice_bits(all, Math.abs(count)), impact_bits(count < 0)];
      for (let left = Math.abs(count); left > 0; left--) {
        source.rice(low);
        source.bits(impact);
      }
    }
    return postings(source, all, found, impact_bits(term.includes(":")));
  };

  /** The postings of a term that has its file alone. */
  const alone = (bytes, term, all) => {
    const source = reader(bytes);
    const count = source.varint();
    source.start();
    return postings(source, all, count, impact_bits(term.includes(":")));
  };

  /** The articles of a very common term, without impacts. */
  const members = (bytes, all) => alone(bytes, ":", all);

  /** The impacts that belong to `members`. */
  const impacts = (bytes) => {
    const source = reader(bytes);
    const count = source.varint();
    source.start();
    return Uint8Array.from({ length: count }, () => source.bits(IMPACT));
  };

  /** The best articles of a very common term: `total` is how many have it, `usual` the others' impact. */
  const head = (bytes, all) => {
    const source = reader(bytes);
    const [total, count, usual] = [source.varint(), source.varint(), source.varint()];
    source.start();
    return { ...postings(source, all, count, IMPACT), total, usual };
  };

  /** The days of a segment: `[day, the number of its first article]`, in order. */
  const days = (bytes) => {
    const source = reader(bytes);
    const found = [];
    for (let day = 0, first = 0; source.at() < bytes.length; first += source.varint()) {
      day += source.varint();
      found.push([day, first]);
    }
    return found;
  };

  /** Which file of a segment holds a term, of so many. */
  const shard = (term, files) => {
    let hash = 0x811c9dc5;
    for (const byte of utf8.encode(term)) hash = Math.imul(hash ^ byte, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    return ((hash ^ (hash >>> 13)) & (files - 1)) >>> 0;
  };

  /** Whether a bit of a bitmap is set. */
  const has = (bitmap, place) => (bitmap[place >> 3] & (128 >> (place & 7))) !== 0;

  return { bytes_of, find, alone, members, impacts, head, days, shard, has };
})();
