import { describe, expect, it } from 'vitest';
import { policyAsText } from '../../web/src/features/policy-views/chosen-policy.ts';
import { policyViewsSource } from '../../web/src/features/policy-views/policy-views-source.ts';
import {
  parsePolicyViewsState,
  policyViewsStateToSearch,
} from '../../web/src/features/policy-views/policy-views-state.ts';
import { parsePolicy, policyKeys } from '@engram/core';

const parse = (search: string) => parsePolicyViewsState(new URLSearchParams(search));

describe('the page of views', () => {
  it.each([
    '',
    '?dataset=emoji&index=7&policy=colour-weak&count=20&seed=3',
    `?${new URLSearchParams({ policy: '{"operations": [{"key": "blur"}]}' })}`,
  ])('has its state in its address: %s', (search) => {
    expect(policyViewsStateToSearch(parse(search))).toBe(search);
  });

  it('takes what it does not understand for what is shown at first', () => {
    expect(parse('?index=-1&count=7&seed=1e3&policy=')).toEqual(parse(''));
  });

  it('asks its own origin for the picture, with the very query of the API', () => {
    const uuid = '353fbc31-c44d-482f-a703-3c9d7ad73953';
    const query = 'policy=digits-weak&count=10&seed=0';
    expect(policyViewsSource(`/policy-views/${uuid}/7.png?${query}`)).toBe(
      `/api/policy-views/${uuid}/7?${query}`,
    );
    expect(policyViewsSource('/views/x/7.png')).toBeNull();
  });

  it('begins a policy of the reader with the operations of the built-in one', () => {
    const operations = [{ key: 'rotation', settings: '{"degrees":15}' }];
    const dataset = { policies: [{ key: policyKeys[0], operations }] } as never;
    expect(parsePolicy(policyAsText(dataset, policyKeys[0]))).toEqual({
      operations: [{ key: 'rotation', degrees: 15 }],
    });
    expect(policyAsText(dataset, 'mine')).toBe('mine');
  });
});
