;; Bounds and estimates of scores, from sketches (sketch/sketch-layout says what is where) and terms. Of a term: float32, what
;; a step of its values is worth; float32, by how much rounding its values to steps is off, for each step of a sketch's
;; values; 8 float32 norms; float32, what is added to a score; float32, how large its parts are; int16 values [dims].
(module
  (memory (export "memory") 1)

  ;; What $top found: the sum of the k largest lies between these, and the k-th largest between those.
  (global $leastSum (mut f32) (f32.const 0))
  (global $mostSum (mut f32) (f32.const 0))
  (global $least (mut f32) (f32.const 0))
  (global $most (mut f32) (f32.const 0))

  ;; Four rows of int8, one after another, times int16 values.
  (func $dots (param $row0 i32) (param $dims i32) (param $values i32) (result v128)
    (local $row1 i32) (local $row2 i32) (local $row3 i32) (local $end i32) (local $value v128)
    (local $sum0 v128) (local $sum1 v128) (local $sum2 v128) (local $sum3 v128)
    (local.set $row1 (i32.add (local.get $row0) (local.get $dims)))
    (local.set $row2 (i32.add (local.get $row1) (local.get $dims)))
    (local.set $row3 (i32.add (local.get $row2) (local.get $dims)))
    (local.set $end (local.get $row1))
    (loop $sixteen
      (local.set $value (v128.load (local.get $values)))
      (local.set $sum0 (i32x4.add (local.get $sum0)
        (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $row0)) (local.get $value))))
      (local.set $sum1 (i32x4.add (local.get $sum1)
        (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $row1)) (local.get $value))))
      (local.set $sum2 (i32x4.add (local.get $sum2)
        (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $row2)) (local.get $value))))
      (local.set $sum3 (i32x4.add (local.get $sum3)
        (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $row3)) (local.get $value))))
      (local.set $value (v128.load offset=16 (local.get $values)))
      (local.set $sum0 (i32x4.add (local.get $sum0)
        (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $row0)) (local.get $value))))
      (local.set $sum1 (i32x4.add (local.get $sum1)
        (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $row1)) (local.get $value))))
      (local.set $sum2 (i32x4.add (local.get $sum2)
        (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $row2)) (local.get $value))))
      (local.set $sum3 (i32x4.add (local.get $sum3)
        (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $row3)) (local.get $value))))
      (local.set $values (i32.add (local.get $values) (i32.const 32)))
      (local.set $row0 (i32.add (local.get $row0) (i32.const 16)))
      (local.set $row1 (i32.add (local.get $row1) (i32.const 16)))
      (local.set $row2 (i32.add (local.get $row2) (i32.const 16)))
      (local.set $row3 (i32.add (local.get $row3) (i32.const 16)))
      (br_if $sixteen (i32.lt_u (local.get $row0) (local.get $end))))
    ;; The four sums of each become one, side by side.
    (local.set $sum0 (i32x4.add
      (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $sum0) (local.get $sum1))
      (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $sum0) (local.get $sum1))))
    (local.set $sum2 (i32x4.add
      (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $sum2) (local.get $sum3))
      (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $sum2) (local.get $sum3))))
    (i32x4.add
      (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $sum0) (local.get $sum2))
      (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $sum0) (local.get $sum2))))

  ;; How far off the products of four regions may be: `error`, and each block's norm (uint8, `stride` bytes a block) times
  ;; its weight (float32, in `weights`).
  (func $errors (param $error f32) (param $norms i32) (param $stride i32) (param $weights i32) (param $blocks i32)
    (result v128)
    (local $sum v128) (local $end i32)
    (local.set $sum (f32x4.splat (local.get $error)))
    (local.set $end (i32.add (local.get $weights) (i32.shl (local.get $blocks) (i32.const 2))))
    (loop $block
      (local.set $sum (f32x4.add (local.get $sum)
        (f32x4.mul
          (v128.load32_splat (local.get $weights))
          (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_u
            (i16x8.extend_low_i8x16_u (v128.load32_zero (local.get $norms))))))))
      (local.set $norms (i32.add (local.get $norms) (local.get $stride)))
      (local.set $weights (i32.add (local.get $weights) (i32.const 4)))
      (br_if $block (i32.lt_u (local.get $weights) (local.get $end))))
    (local.get $sum))

  ;; How many of the float32 from `at` to `end`, a multiple of 16 of them, are above `limit`.
  (func $above (param $at i32) (param $end i32) (param $limit f32) (result i32)
    (local $splat v128) (local $count0 v128) (local $count1 v128)
    (local.set $splat (f32x4.splat (local.get $limit)))
    (loop $sixteen
      (local.set $count0 (i32x4.sub (local.get $count0)
        (f32x4.gt (v128.load (local.get $at)) (local.get $splat))))
      (local.set $count1 (i32x4.sub (local.get $count1)
        (f32x4.gt (v128.load offset=16 (local.get $at)) (local.get $splat))))
      (local.set $count0 (i32x4.sub (local.get $count0)
        (f32x4.gt (v128.load offset=32 (local.get $at)) (local.get $splat))))
      (local.set $count1 (i32x4.sub (local.get $count1)
        (f32x4.gt (v128.load offset=48 (local.get $at)) (local.get $splat))))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (br_if $sixteen (i32.lt_u (local.get $at) (local.get $end))))
    (local.set $count0 (i32x4.add (local.get $count0) (local.get $count1)))
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $count0)) (i32x4.extract_lane 1 (local.get $count0)))
      (i32.add (i32x4.extract_lane 2 (local.get $count0)) (i32x4.extract_lane 3 (local.get $count0)))))

  ;; The sum of what those above `limit` have more than it.
  (func $excess (param $at i32) (param $end i32) (param $limit f32) (result f32)
    (local $splat v128) (local $sum v128)
    (local.set $splat (f32x4.splat (local.get $limit)))
    (loop $four
      (local.set $sum (f32x4.add (local.get $sum)
        (f32x4.max (v128.const f32x4 0 0 0 0) (f32x4.sub (v128.load (local.get $at)) (local.get $splat)))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $four (i32.lt_u (local.get $at) (local.get $end))))
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
      (f32.add (f32x4.extract_lane 2 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum)))))

  ;; Closes in on the k-th largest, given that at least k are at or above `least` and at most k above `most`, by halves:
  ;; until exactly k are above a limit (then the sums are the sum), or 16 times.
  (func $top (param $at i32) (param $end i32) (param $k i32) (param $least f32) (param $most f32)
    (local $limit f32) (local $count i32) (local $left i32) (local $excess f32)
    (local.set $left (i32.const 16))
    (block $closed
      (loop $half
        (local.set $limit
          (f32.mul (f32.const 0.5) (f32.add (local.get $least) (local.get $most))))
        (local.set $count (call $above (local.get $at) (local.get $end) (local.get $limit)))
        (if (i32.gt_s (local.get $count) (local.get $k))
          (then (local.set $least (local.get $limit)))
          (else
            (local.set $most (local.get $limit))
            (if (i32.eq (local.get $count) (local.get $k))
              (then (local.set $least (local.get $limit)) (br $closed)))))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br_if $half (local.get $left)))
      (local.set $count (call $above (local.get $at) (local.get $end) (local.get $most))))
    (local.set $excess (call $excess (local.get $at) (local.get $end) (local.get $most)))
    (global.set $least (local.get $least))
    (global.set $most (local.get $most))
    (global.set $mostSum
      (f32.add (local.get $excess)
        (f32.mul (f32.convert_i32_s (local.get $k)) (local.get $most))))
    (global.set $leastSum
      (f32.sub (global.get $mostSum)
        (f32.mul
          (f32.convert_i32_s (i32.sub (local.get $k) (local.get $count)))
          (f32.sub (local.get $most) (local.get $least))))))

  (func $largest (param $of v128) (result f32)
    (f32.max
      (f32.max (f32x4.extract_lane 0 (local.get $of)) (f32x4.extract_lane 1 (local.get $of)))
      (f32.max (f32x4.extract_lane 2 (local.get $of)) (f32x4.extract_lane 3 (local.get $of)))))

  ;; For `count` sketches of `sketchBytes` and each term, [term][upper, lower, estimate][count] into `results`. `scratch` has
  ;; room for 3 times the rows, rounded up to 16, and 8 float32. `rounding` is the share of the largest number in a score by
  ;; which sums of float32 may be off.
  (func (export "bound")
    (param $sketches i32) (param $sketchBytes i32) (param $count i32)
    (param $rows i32) (param $whole i32) (param $dims i32) (param $blocks i32)
    (param $terms i32) (param $termBytes i32) (param $termCount i32)
    (param $topRegions i32) (param $share f32) (param $rounding f32)
    (param $scratch i32) (param $results i32)
    (local $i i32) (local $t i32) (local $p i32) (local $b i32)
    (local $term i32) (local $result i32) (local $resultBytes i32)
    (local $values i32) (local $norms i32) (local $normBytes i32)
    (local $scale f32) (local $error f32) (local $weights i32)
    (local $uppers i32) (local $lowers i32) (local $estimates i32)
    (local $uppersEnd i32) (local $lowersEnd i32) (local $estimatesEnd i32)
    (local $estimate v128) (local $errors v128) (local $upper v128) (local $lower v128) (local $there v128)
    (local $highest v128) (local $lowest v128)
    (local $least f32) (local $most f32) (local $kthMost f32)
    (local $perRegion f32) (local $regionShare f32) (local $slack f32) (local $wholeEstimate f32) (local $wholeError f32)
    (local $addend f32) (local $scoreUpper f32) (local $scoreLower f32) (local $scoreEstimate f32)

    (local.set $normBytes
      (i32.and (i32.add (i32.add (local.get $rows) (local.get $whole)) (i32.const 15)) (i32.const -16)))
    (local.set $resultBytes (i32.shl (local.get $count) (i32.const 2)))
    (local.set $weights (local.get $scratch))
    (local.set $uppers (i32.add (local.get $scratch) (i32.const 32)))
    (local.set $uppersEnd (i32.add (local.get $uppers)
      (i32.shl (i32.and (i32.add (local.get $rows) (i32.const 15)) (i32.const -16)) (i32.const 2))))
    (local.set $lowers (local.get $uppersEnd))
    (local.set $lowersEnd
      (i32.add (local.get $lowers) (i32.sub (local.get $uppersEnd) (local.get $uppers))))
    (local.set $estimates (local.get $lowersEnd))
    (local.set $estimatesEnd
      (i32.add (local.get $estimates) (i32.sub (local.get $uppersEnd) (local.get $uppers))))
    ;; What rounds the rows up to 16 is never among the largest.
    (local.set $p (local.get $uppers))
    (loop $fill
      (v128.store (local.get $p) (v128.const f32x4 -inf -inf -inf -inf))
      (local.set $p (i32.add (local.get $p) (i32.const 16)))
      (br_if $fill (i32.lt_u (local.get $p) (local.get $estimatesEnd))))
    (local.set $perRegion (f32.div (f32.const 1) (f32.convert_i32_s (local.get $topRegions))))
    (local.set $regionShare (f32.sub (f32.const 1) (local.get $share)))

    (loop $sketch
      (local.set $values
        (i32.add (local.get $sketches)
          (i32.and (i32.add (i32.shl (i32.add (local.get $blocks) (i32.const 1)) (i32.const 2)) (i32.const 15))
            (i32.const -16))))
      (local.set $norms
        (i32.add (local.get $values)
          (i32.mul (i32.add (local.get $rows) (local.get $whole)) (local.get $dims))))
      (local.set $t (i32.const 0))
      (local.set $term (local.get $terms))
      (local.set $result (i32.add (local.get $results) (i32.shl (local.get $i) (i32.const 2))))
      (loop $eachTerm
        (local.set $scale (f32.mul (f32.load (local.get $term)) (f32.load (local.get $sketches))))
        (local.set $error (f32.mul (f32.load offset=4 (local.get $term)) (f32.load (local.get $sketches))))
        (local.set $b (i32.const 0))
        (loop $weight
          (f32.store (i32.add (local.get $weights) (local.get $b))
            (f32.mul
              (f32.load offset=8 (i32.add (local.get $term) (local.get $b)))
              (f32.load offset=4 (i32.add (local.get $sketches) (local.get $b)))))
          (local.set $b (i32.add (local.get $b) (i32.const 4)))
          (br_if $weight (i32.lt_u (local.get $b) (i32.shl (local.get $blocks) (i32.const 2)))))

        (local.set $highest (v128.const f32x4 -inf -inf -inf -inf))
        (local.set $lowest (v128.const f32x4 inf inf inf inf))
        (local.set $p (i32.const 0))
        (loop $four
          (local.set $there
            (i32x4.lt_s
              (i32x4.add (i32x4.splat (local.get $p)) (v128.const i32x4 0 1 2 3))
              (i32x4.splat (local.get $rows))))
          (local.set $estimate
            (f32x4.mul
              (f32x4.splat (local.get $scale))
              (f32x4.convert_i32x4_s
                (call $dots
                  (i32.add (local.get $values) (i32.mul (local.get $p) (local.get $dims)))
                  (local.get $dims)
                  (i32.add (local.get $term) (i32.const 48))))))
          (local.set $errors
            (call $errors (local.get $error)
              (i32.add (local.get $norms) (local.get $p)) (local.get $normBytes)
              (local.get $weights) (local.get $blocks)))
          (local.set $upper
            (v128.bitselect (f32x4.add (local.get $estimate) (local.get $errors))
              (v128.const f32x4 -inf -inf -inf -inf) (local.get $there)))
          (local.set $lower (f32x4.sub (local.get $estimate) (local.get $errors)))
          (local.set $highest (f32x4.max (local.get $highest) (local.get $upper)))
          (local.set $lowest
            (f32x4.min (local.get $lowest)
              (v128.bitselect (local.get $lower) (v128.const f32x4 inf inf inf inf) (local.get $there))))
          (v128.store (i32.add (local.get $uppers) (i32.shl (local.get $p) (i32.const 2))) (local.get $upper))
          (v128.store (i32.add (local.get $lowers) (i32.shl (local.get $p) (i32.const 2)))
            (v128.bitselect (local.get $lower) (v128.const f32x4 -inf -inf -inf -inf) (local.get $there)))
          (v128.store (i32.add (local.get $estimates) (i32.shl (local.get $p) (i32.const 2)))
            (v128.bitselect (local.get $estimate) (v128.const f32x4 -inf -inf -inf -inf) (local.get $there)))
          (local.set $p (i32.add (local.get $p) (i32.const 4)))
          (br_if $four (i32.lt_u (local.get $p) (local.get $rows))))

        ;; No estimate is above the highest upper bound or below the lowest lower one.
        (local.set $most (call $largest (local.get $highest)))
        (local.set $least (f32.neg (call $largest (f32x4.neg (local.get $lowest)))))
        (call $top (local.get $estimates) (local.get $estimatesEnd) (local.get $topRegions)
          (local.get $least) (local.get $most))
        (local.set $scoreEstimate
          (f32.mul (local.get $perRegion)
            (f32.mul (f32.const 0.5) (f32.add (global.get $leastSum) (global.get $mostSum)))))
        ;; Upper bounds are above the estimates, and lower ones below them: so is the k-th largest.
        (local.set $kthMost (global.get $most))
        (call $top (local.get $uppers) (local.get $uppersEnd) (local.get $topRegions)
          (global.get $least) (local.get $most))
        (local.set $scoreUpper (f32.mul (local.get $perRegion) (global.get $mostSum)))
        (call $top (local.get $lowers) (local.get $lowersEnd) (local.get $topRegions)
          (local.get $least) (local.get $kthMost))
        (local.set $scoreLower (f32.mul (local.get $perRegion) (global.get $leastSum)))
        (local.set $slack (f32.max (f32.abs (local.get $most)) (f32.abs (local.get $least))))

        (if (local.get $whole)
          (then
            (local.set $wholeEstimate
              (f32.mul
                (local.get $scale)
                (f32.convert_i32_s
                  (i32x4.extract_lane 0
                    (call $dots
                      (i32.add (local.get $values) (i32.mul (local.get $rows) (local.get $dims)))
                      (local.get $dims)
                      (i32.add (local.get $term) (i32.const 48)))))))
            (local.set $wholeError
              (f32x4.extract_lane 0
                (call $errors (local.get $error)
                  (i32.add (local.get $norms) (local.get $rows)) (local.get $normBytes)
                  (local.get $weights) (local.get $blocks))))
            (local.set $scoreUpper
              (f32.add
                (f32.mul (local.get $regionShare) (local.get $scoreUpper))
                (f32.mul (local.get $share) (f32.add (local.get $wholeEstimate) (local.get $wholeError)))))
            (local.set $scoreLower
              (f32.add
                (f32.mul (local.get $regionShare) (local.get $scoreLower))
                (f32.mul (local.get $share) (f32.sub (local.get $wholeEstimate) (local.get $wholeError)))))
            (local.set $scoreEstimate
              (f32.add
                (f32.mul (local.get $regionShare) (local.get $scoreEstimate))
                (f32.mul (local.get $share) (local.get $wholeEstimate))))
            (local.set $slack
              (f32.max (local.get $slack)
                (f32.add (f32.abs (local.get $wholeEstimate)) (local.get $wholeError))))))

        (local.set $addend (f32.load offset=40 (local.get $term)))
        (local.set $slack
          (f32.mul (local.get $rounding) (f32.add (local.get $slack) (f32.load offset=44 (local.get $term)))))
        (f32.store (local.get $result)
          (f32.add (f32.add (local.get $scoreUpper) (local.get $addend)) (local.get $slack)))
        (local.set $result (i32.add (local.get $result) (local.get $resultBytes)))
        (f32.store (local.get $result)
          (f32.sub (f32.add (local.get $scoreLower) (local.get $addend)) (local.get $slack)))
        (local.set $result (i32.add (local.get $result) (local.get $resultBytes)))
        (f32.store (local.get $result) (f32.add (local.get $scoreEstimate) (local.get $addend)))
        (local.set $result (i32.add (local.get $result) (local.get $resultBytes)))

        (local.set $term (i32.add (local.get $term) (local.get $termBytes)))
        (local.set $t (i32.add (local.get $t) (i32.const 1)))
        (br_if $eachTerm (i32.lt_u (local.get $t) (local.get $termCount))))
      (local.set $sketches (i32.add (local.get $sketches) (local.get $sketchBytes)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $sketch (i32.lt_u (local.get $i) (local.get $count))))))
