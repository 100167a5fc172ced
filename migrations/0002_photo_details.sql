-- What a picture's own file tells, so that it is known while the file is away. The comments stand within the
-- definitions, where the schema keeps them.
ALTER TABLE photos ADD COLUMN width INTEGER /* columns of the picture, as stored */
  CHECK (width BETWEEN 1 AND 65535);
ALTER TABLE photos ADD COLUMN height INTEGER /* rows of the picture, as stored */
  CHECK (height BETWEEN 1 AND 65535);
ALTER TABLE photos ADD COLUMN taken_on INTEGER /* when it was taken, by the camera's clock */
  CHECK (taken_on BETWEEN -719162 AND 2932896);
