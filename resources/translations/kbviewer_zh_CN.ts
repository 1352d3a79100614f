<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name></name>
    <message>
        <source>&amp;Open Folder…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Shipped Knowledge Base</source>
        <translation>自带知识库(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Clear Recent</source>
        <translation>清除最近记录(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Pr&amp;int…</source>
        <translation>打印(&amp;I)…</translation>
    </message>
    <message>
        <source>Print Pre&amp;view…</source>
        <translation>打印预览(&amp;V)…</translation>
    </message>
    <message>
        <source>Save as P&amp;DF…</source>
        <translation>存为 PDF(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Rescan Folder</source>
        <translation>重新扫描文件夹(&amp;R)</translation>
    </message>
    <message>
        <source>S&amp;top Indexing</source>
        <translation>停止建立索引(&amp;T)</translation>
    </message>
    <message>
        <source>Files with &amp;Problems…</source>
        <translation>有问题的文件(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy with &amp;Source</source>
        <translation>连同出处复制(&amp;S)</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>Find &amp;Next</source>
        <translation>查找下一个(&amp;N)</translation>
    </message>
    <message>
        <source>Find &amp;Previous</source>
        <translation>查找上一个(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Topics</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>前进(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Outline</source>
        <translation>大纲(&amp;O)</translation>
    </message>
    <message>
        <source>Back&amp;links</source>
        <translation>反向链接(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Relevance</source>
        <translation>按相关度(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Newest First</source>
        <translation>最新在前(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Oldest First</source>
        <translation>最早在前(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Larger Text</source>
        <translation>放大文字(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Smaller Text</source>
        <translation>缩小文字(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Normal Size</source>
        <translation>恢复默认大小(&amp;N)</translation>
    </message>
    <message>
        <source>Match S&amp;ystem</source>
        <translation>跟随系统(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Keyboard &amp;&amp; Search Help</source>
        <translation>快捷键与搜索帮助(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About kbviewer</source>
        <translation>关于 kbviewer(&amp;A)</translation>
    </message>
    <message>
        <source>The printer cannot be used. Is it switched on and connected?</source>
        <translation>打印机无法使用。请检查是否已开机并连接好。</translation>
    </message>
    <message>
        <source>it would lie in the library, which is never written</source>
        <translation>这个位置在知识库里，而知识库从不写入</translation>
    </message>
    <message>
        <source>its name is that of an article</source>
        <translation>这个文件名是文章的文件名</translation>
    </message>
    <message>
        <source>{path} cannot be saved: {reason}. Choose another place.</source>
        <translation>无法保存 {path}：{reason}。请换一个位置。</translation>
    </message>
    <message>
        <source>Print Preview</source>
        <translation>打印预览</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Page {number} of {pages}</source>
        <translation>第 {number} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>“{title}” has more than {pages} pages, too many to print at once. Open its file in another program to print it.</source>
        <translation>《{title}》超过 {pages} 页，无法一次打印。请用其他程序打开这个文件来打印。</translation>
    </message>
    <message>
        <source>Open an article to print it</source>
        <translation>先打开一篇文章，才能打印</translation>
    </message>
    <message>
        <source>Laying out the pages…</source>
        <translation>正在排版…</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已存为 {path}</translation>
    </message>
    <message>
        <source>Saving the article as a PDF…</source>
        <translation>正在存为 PDF…</translation>
    </message>
    <message>
        <source>Sent to the printer {name}</source>
        <translation>已送到打印机 {name}</translation>
    </message>
    <message>
        <source>Printing the article…</source>
        <translation>正在打印…</translation>
    </message>
    <message>
        <source>No printer is set up on this computer.</source>
        <translation>这台电脑没有可用的打印机。</translation>
    </message>
    <message>
        <source>Set one up in the system&apos;s settings, or save the article as a PDF.</source>
        <translation>请先在系统设置中添加打印机，也可以把文章存为 PDF。</translation>
    </message>
    <message>
        <source>The article was not printed.</source>
        <translation>文章没有打印。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
</context>
</TS>
