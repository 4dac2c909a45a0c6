import { describe, expect, it } from 'vitest'
import { cleanIpv6, isIpv4 } from './ip-address.ts'

describe('IP addresses', () => {
  it('knows an IPv4 address', () => {
    expect(['0.0.0.0', '10.0.0.1', '255.255.255.255'].every(isIpv4)).toBe(true)
    expect(['1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '1.2.3.4.', 'a.b.c.d', ''].some(isIpv4)).toBe(false)
  })

  it.each([
    ['FE80:0000:0000:0000:0000:0000:0000:0001', 'fe80::1'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['2001:db8:0:1:0:0:0:2', '2001:db8:0:1::2'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
    ['::ffff:0a00:1', '::ffff:10.0.0.1'],
    ['64:ff9b::1.2.3.4', '64:ff9b::102:304'],
  ])('writes %s as %s', (text, short) => {
    expect(cleanIpv6(text, false)).toBe(short)
  })

  it('takes the IPv4 address out of a mapped one where asked to', () => {
    expect(cleanIpv6('::ffff:0a00:1', true)).toBe('10.0.0.1')
  })

  it('refuses what is none', () => {
    for (const text of ['', ':', ':::', '1:2', '1::2::3', 'g::', '1:2:3:4:5:6:7:8:9', '::1%eth0', '12345::'])
      expect(cleanIpv6(text, false)).toBeNull()
  })
})
