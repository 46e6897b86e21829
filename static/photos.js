// Photos are made small before they are sent; without scripts they are sent as they are, and the server does the same.
//
//   <input type="file" data-shrinks data-says="…">   photos chosen become JPEG of at most 2048 px; PDF stays as it is
//   data-sends                                       the form is sent as soon as that is done
//
// The canvas holds the picture alone, so what the camera wrote beside it (place, time, device) does not leave the device.
(function () {
  "use strict";
  const LONGEST_SIDE = 2048;
  const QUALITY = 0.85;
  const SMALL_BYTES = 400 * 1024;

  async function shrunk(file) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    // A small picture that grew by being written anew goes as it was; the server takes out what is beside it.
    if (!made || (made.size > file.size && file.size < SMALL_BYTES)) return file;
    return new File([made], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
  }

  async function shrinkAll(input) {
    const chosen = new DataTransfer();
    for (const file of input.files) {
      // What this browser cannot read, the server may: it has the last word.
      chosen.items.add(await shrunk(file).catch(() => file));
    }
    input.files = chosen.files;
  }

  function say(input, text) {
    const status = input.parentElement.querySelector("[role=status]");
    if (status) status.textContent = text;
  }

  document.addEventListener("change", async (event) => {
    const input = event.target;
    if (!input.matches || !input.matches("input[type=file][data-shrinks]") || !input.files.length) return;
    const buttons = Array.from(input.form.querySelectorAll("button[type=submit]"));
    buttons.forEach((button) => { button.disabled = true; });
    say(input, input.dataset.says || "");
    try {
      if (window.createImageBitmap && window.DataTransfer) await shrinkAll(input);
    } finally {
      buttons.forEach((button) => { button.disabled = false; });
      say(input, "");
    }
    if (input.hasAttribute("data-sends")) input.form.requestSubmit();
  });
})();
