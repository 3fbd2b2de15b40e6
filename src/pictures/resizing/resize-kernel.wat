;; The sums of a resize, on 4 channels or 16 bytes at a time. A weight of 22 bits and a sign is given as its low 15 bits and
;; the rest, each in 16 bits, because `dot` multiplies numbers of 16 bits and adds them by twos: two taps' weights are
;; 8 bytes, low, low, rest, rest. Sums are meant modulo 2^32, as in all integer arithmetic here.
(module
  (memory (export "memory") 1)

  ;; The byte that a sum with 22 fractional bits is rounded and clipped to, of each of 4 sums, in the first 4 bytes.
  (func $bytes (param $low v128) (param $rest v128) (result v128)
    (local $sum v128)
    (local.set $sum
      (i32x4.shr_s
        (i32x4.add
          (i32x4.add (local.get $low) (i32x4.shl (local.get $rest) (i32.const 15)))
          (v128.const i32x4 0x200000 0x200000 0x200000 0x200000))
        (i32.const 22)))
    (local.set $sum (i16x8.narrow_i32x4_s (local.get $sum) (local.get $sum)))
    (i8x16.narrow_i16x8_u (local.get $sum) (local.get $sum)))

  ;; Rows of RGB, `stride` bytes each, become rows of `length` pixels. Reads up to 7 bytes after the source, and writes one
  ;; after the target. `first` has each target's first byte in a row, `twos` how many pairs of taps it has, `weights`
  ;; room for `most` pairs.
  (func (export "resizeRows")
    (param $source i32) (param $stride i32) (param $rows i32) (param $target i32) (param $length i32)
    (param $first i32) (param $twos i32) (param $weights i32) (param $most i32)
    (local $x i32) (local $at i32) (local $weight i32) (local $end i32)
    (local $pixels v128) (local $low v128) (local $rest v128)
    (loop $row
      (local.set $x (i32.const 0))
      (loop $pixel
        (local.set $at
          (i32.add (local.get $source)
            (i32.load (i32.add (local.get $first) (i32.shl (local.get $x) (i32.const 2))))))
        (local.set $weight
          (i32.add (local.get $weights)
            (i32.shl (i32.mul (local.get $x) (local.get $most)) (i32.const 3))))
        (local.set $end
          (i32.add (local.get $weight)
            (i32.shl (i32.load (i32.add (local.get $twos) (i32.shl (local.get $x) (i32.const 2))))
              (i32.const 3))))
        (local.set $low (v128.const i32x4 0 0 0 0))
        (local.set $rest (v128.const i32x4 0 0 0 0))
        (loop $two
          (local.set $pixels ;; red, red, green, green, blue, blue of two pixels
            (i8x16.shuffle 0 16 3 16 1 16 4 16 2 16 5 16 16 16 16 16
              (v128.load64_zero (local.get $at))
              (v128.const i32x4 0 0 0 0)))
          (local.set $low
            (i32x4.add (local.get $low)
              (i32x4.dot_i16x8_s (local.get $pixels) (v128.load32_splat (local.get $weight)))))
          (local.set $rest
            (i32x4.add (local.get $rest)
              (i32x4.dot_i16x8_s (local.get $pixels) (v128.load32_splat offset=4 (local.get $weight)))))
          (local.set $at (i32.add (local.get $at) (i32.const 6)))
          (local.set $weight (i32.add (local.get $weight) (i32.const 8)))
          (br_if $two (i32.lt_u (local.get $weight) (local.get $end))))
        (v128.store32_lane 0 (local.get $target) (call $bytes (local.get $low) (local.get $rest)))
        (local.set $target (i32.add (local.get $target) (i32.const 3)))
        (local.set $x (i32.add (local.get $x) (i32.const 1)))
        (br_if $pixel (i32.lt_u (local.get $x) (local.get $length))))
      (local.set $source (i32.add (local.get $source) (local.get $stride)))
      (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
      (br_if $row (local.get $rows))))

  ;; Rows from `source` on, `stride` bytes each, weighted and added, become the one row at `target`. Reads up to a row and
  ;; 15 bytes after the last, and writes up to 15 bytes after the target.
  (func (export "addRows")
    (param $source i32) (param $stride i32) (param $target i32) (param $weights i32) (param $twos i32)
    (local $end i32) (local $lastWeight i32) (local $at i32) (local $weight i32)
    (local $upper v128) (local $lower v128) (local $mixed v128)
    (local $lowWeight v128) (local $restWeight v128)
    (local $low0 v128) (local $low1 v128) (local $low2 v128) (local $low3 v128)
    (local $rest0 v128) (local $rest1 v128) (local $rest2 v128) (local $rest3 v128)
    (local.set $end (i32.add (local.get $source) (local.get $stride)))
    (local.set $lastWeight (i32.add (local.get $weights) (i32.shl (local.get $twos) (i32.const 3))))
    (loop $sixteen
      (local.set $at (local.get $source))
      (local.set $weight (local.get $weights))
      (local.set $low0 (v128.const i32x4 0 0 0 0))
      (local.set $low1 (v128.const i32x4 0 0 0 0))
      (local.set $low2 (v128.const i32x4 0 0 0 0))
      (local.set $low3 (v128.const i32x4 0 0 0 0))
      (local.set $rest0 (v128.const i32x4 0 0 0 0))
      (local.set $rest1 (v128.const i32x4 0 0 0 0))
      (local.set $rest2 (v128.const i32x4 0 0 0 0))
      (local.set $rest3 (v128.const i32x4 0 0 0 0))
      (loop $two
        (local.set $upper (v128.load (local.get $at)))
        (local.set $lower (v128.load (i32.add (local.get $at) (local.get $stride))))
        (local.set $lowWeight (v128.load32_splat (local.get $weight)))
        (local.set $restWeight (v128.load32_splat offset=4 (local.get $weight)))
        (local.set $mixed
          (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get $upper) (local.get $lower)))
        (local.set $low0 (i32x4.add (local.get $low0)
          (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_u (local.get $mixed)) (local.get $lowWeight))))
        (local.set $rest0 (i32x4.add (local.get $rest0)
          (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_u (local.get $mixed)) (local.get $restWeight))))
        (local.set $low1 (i32x4.add (local.get $low1)
          (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_u (local.get $mixed)) (local.get $lowWeight))))
        (local.set $rest1 (i32x4.add (local.get $rest1)
          (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_u (local.get $mixed)) (local.get $restWeight))))
        (local.set $mixed
          (i8x16.shuffle 8 24 9 25 10 26 11 27 12 28 13 29 14 30 15 31 (local.get $upper) (local.get $lower)))
        (local.set $low2 (i32x4.add (local.get $low2)
          (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_u (local.get $mixed)) (local.get $lowWeight))))
        (local.set $rest2 (i32x4.add (local.get $rest2)
          (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_u (local.get $mixed)) (local.get $restWeight))))
        (local.set $low3 (i32x4.add (local.get $low3)
          (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_u (local.get $mixed)) (local.get $lowWeight))))
        (local.set $rest3 (i32x4.add (local.get $rest3)
          (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_u (local.get $mixed)) (local.get $restWeight))))
        (local.set $at (i32.add (local.get $at) (i32.shl (local.get $stride) (i32.const 1))))
        (local.set $weight (i32.add (local.get $weight) (i32.const 8)))
        (br_if $two (i32.lt_u (local.get $weight) (local.get $lastWeight))))
      (v128.store32_lane 0 (local.get $target) (call $bytes (local.get $low0) (local.get $rest0)))
      (v128.store32_lane offset=4 0 (local.get $target) (call $bytes (local.get $low1) (local.get $rest1)))
      (v128.store32_lane offset=8 0 (local.get $target) (call $bytes (local.get $low2) (local.get $rest2)))
      (v128.store32_lane offset=12 0 (local.get $target) (call $bytes (local.get $low3) (local.get $rest3)))
      (local.set $source (i32.add (local.get $source) (i32.const 16)))
      (local.set $target (i32.add (local.get $target) (i32.const 16)))
      (br_if $sixteen (i32.lt_u (local.get $source) (local.get $end))))))
